package io.tideway.ws;

import java.util.Objects;

/**
 * Tells observers that an established connection has ended, after {@link WebSocketHandler#onDisconnect}.
 *
 * <pre>{@code
 * void closed(@Observes ConnectionClosed event) {
 *     System.out.println(event.connection().id() + " closed with " + event.reason().code());
 * }
 * }</pre>
 *
 * @param connection the connection; closed, and gone from every lookup
 * @param reason how it ended
 */
public record ConnectionClosed(Connection connection, CloseFrame reason) {
    /**
     * Checks that nothing is missing.
     *
     * @throws NullPointerException if a value is null
     */
    public ConnectionClosed {
        Objects.requireNonNull(connection, "connection must not be null");
        Objects.requireNonNull(reason, "reason must not be null");
    }
}
