package io.tideway.ws.internal.connection;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.HandlerFailed;
import io.tideway.ws.Message;
import io.tideway.ws.MessageDecodingException;
import io.tideway.ws.internal.protocol.CloseCause;
import io.tideway.ws.internal.protocol.InboundCalls;
import java.util.Optional;

/**
 * Calls the handler for one connection and contains what it throws, an Error too.
 *
 * <p>Not thread-safe: the {@link Inbox} runs one call after the other.
 */
final class Callbacks implements InboundCalls {
    private final LiveConnection connection;
    private final EndpointSpec endpoint;
    private final Node node;
    private final CallbackThread thread = new CallbackThread();
    private boolean established;

    Callbacks(LiveConnection connection, EndpointSpec endpoint, Node node) {
        this.connection = connection;
        this.endpoint = endpoint;
        this.node = node;
    }

    /** Calls {@code onConnect}; if that throws, ends the connection, and no other callback follows. */
    void connect() {
        thread.enter();
        try {
            endpoint.handler().connect(connection);
            established = true;
            node.listeners().tell(listener -> listener.opened(connection));
        } catch (AccessDenied e) {
            denied(e);
        } catch (Throwable e) {
            failed("onConnect", e);
            connection.lifecycle().beginClose(CloseCause.CONNECT_FAILED);
        } finally {
            thread.leave();
        }
    }

    /** Calls {@code onMessage}, and {@code onError} with what that throws. */
    @Override
    public void message(Message message) {
        if (!established) {
            return;
        }
        node.metrics().received.increment();
        thread.enter();
        try {
            endpoint.handler().message(connection, message);
        } catch (AccessDenied e) {
            denied(e);
        } catch (Throwable e) {
            tellError(e);
            tellFailed("onMessage", e);
        } finally {
            thread.leave();
        }
    }

    /** Calls {@code onError}. */
    void error(Throwable cause) {
        if (!established) {
            return;
        }
        thread.enter();
        try {
            tellError(cause);
        } finally {
            thread.leave();
        }
    }

    private void tellError(Throwable cause) {
        try {
            endpoint.handler().error(connection, cause);
        } catch (AccessDenied e) {
            denied(e);
        } catch (Throwable e) {
            failed("onError", e);
        }
    }

    /** Calls {@code onDisconnect}. */
    void disconnect(CloseFrame reason) {
        ConnectionMessages.disconnected(connection, endpoint.path(), reason);
        if (!established) {
            return;
        }
        thread.enter();
        try {
            endpoint.handler().disconnect(connection, reason);
        } catch (AccessDenied e) {
            denied(e);
        } catch (Throwable e) {
            failed("onDisconnect", e);
        } finally {
            thread.leave();
        }
    }

    /**
     * Tells observers of the end and releases what was kept for the connection.
     *
     * @param releasing knows the calling thread meanwhile
     */
    void release(CloseFrame reason, CallbackThread releasing) {
        try {
            if (established) {
                releasing.run(() -> node.listeners().tell(listener -> listener.closed(connection, reason)));
            }
        } finally {
            releasing.run(() -> endpoint.handler().release(connection));
        }
    }

    /** Returns what knows the thread of the callback under way. */
    CallbackThread thread() {
        return thread;
    }

    private void denied(AccessDenied e) {
        ConnectionMessages.accessDenied(connection, e);
        connection.lifecycle().beginClose(CloseCause.ACCESS_DENIED);
    }

    private void failed(String callback, Throwable cause) {
        ConnectionMessages.callbackFailed(
                callback, connection, endpoint.handler().handlerName(), cause);
        tellFailed(callback, cause);
    }

    private void tellFailed(String callback, Throwable cause) {
        if (!(cause instanceof MessageDecodingException)) {
            HandlerFailed event = new HandlerFailed(endpoint.path(), callback, Optional.of(connection), cause);
            node.failures().tell(listener -> listener.failed(event));
        }
    }
}
