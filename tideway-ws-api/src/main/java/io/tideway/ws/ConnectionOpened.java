package io.tideway.ws;

import java.util.Objects;

/**
 * Tells observers that a connection was established, after {@link WebSocketHandler#onConnect} returned.
 *
 * <pre>{@code
 * void opened(@Observes ConnectionOpened event) {
 *     System.out.println(event.connection().path() + " has " + manager.connectionCount());
 * }
 * }</pre>
 *
 * @param connection the connection
 */
public record ConnectionOpened(Connection connection) {
    /**
     * Checks that nothing is missing.
     *
     * @throws NullPointerException if a value is null
     */
    public ConnectionOpened {
        Objects.requireNonNull(connection, "connection must not be null");
    }
}
