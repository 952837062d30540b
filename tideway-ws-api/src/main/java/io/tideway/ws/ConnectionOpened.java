package io.tideway.ws;

/**
 * Tells observers that a connection was established, after {@link WebSocketHandler#onConnect} returned.
 *
 * @param connection the connection
 */
public record ConnectionOpened(Connection connection) {}
