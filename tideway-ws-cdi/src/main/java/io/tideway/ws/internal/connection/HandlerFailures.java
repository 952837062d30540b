package io.tideway.ws.internal.connection;

import io.tideway.ws.Connection;
import io.tideway.ws.HandlerFailed;
import io.tideway.ws.MessageDecodingException;
import io.tideway.ws.internal.registry.Listeners;
import java.util.Optional;

/**
 * Reports the callbacks of one handler that throw.
 *
 * @param endpoint the path or template
 * @param handler the name of the handler
 * @param listeners receive each, unless the client's document was the cause
 * @param log where they are logged, since a client may cause one with each message
 */
public record HandlerFailures(String endpoint, String handler, Listeners<FailureListener> listeners, SummedLog log) {

    /** Logs a failure that no other callback is told of, and tells the listeners. */
    public void logAndTell(String callback, Connection connection, Throwable cause) {
        log.log(
                SummedLog.Kind.CALLBACK_FAILED,
                handler + "." + callback,
                cause,
                () -> ConnectionMessages.callbackFailed(callback, connection, handler, cause));
        tell(callback, Optional.of(connection), cause);
    }

    /** Tells the listeners of a failure. */
    public void tell(String callback, Optional<Connection> connection, Throwable cause) {
        if (!(cause instanceof MessageDecodingException)) {
            HandlerFailed event = new HandlerFailed(endpoint, callback, connection, cause);
            listeners.tell(listener -> listener.failed(event));
        }
    }
}
