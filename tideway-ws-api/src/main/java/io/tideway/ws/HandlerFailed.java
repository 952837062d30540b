package io.tideway.ws;

import java.util.Objects;
import java.util.Optional;

/**
 * Tells observers that a callback of a handler threw.
 *
 * <pre>{@code
 * void failed(@Observes HandlerFailed event) {
 *     System.err.println(event.callback() + " of " + event.endpoint() + " threw " + event.error().getClass());
 * }
 * }</pre>
 *
 * <p>Fired on the thread of the callback, after {@link WebSocketHandler#onError} has handled what a message callback
 * threw. A message that cannot be decoded and a caller without the needed role are not failures of the handler and fire
 * nothing.
 *
 * @param endpoint the path or template of the endpoint
 * @param callback the name of the method that threw: {@code "onText"}, {@code "onBinary"} or {@code "onJson"} where the
 *     message went to one of these, else the name of the callback, as in {@code "onMessage"}
 * @param connection the connection; empty for {@code onUpgrade}, which runs before there is one
 * @param error what the callback threw; its text may contain what the client sent
 */
public record HandlerFailed(String endpoint, String callback, Optional<Connection> connection, Throwable error) {
    /**
     * Checks that nothing is missing.
     *
     * @throws NullPointerException if a value is null
     */
    public HandlerFailed {
        Objects.requireNonNull(endpoint, "endpoint must not be null");
        Objects.requireNonNull(callback, "callback must not be null");
        Objects.requireNonNull(connection, "connection must not be null");
        Objects.requireNonNull(error, "error must not be null");
    }
}
