package io.tideway.ws;

/**
 * Tells observers that an established connection has ended, after {@link WebSocketHandler#onDisconnect}.
 *
 * @param connection the connection; closed, and gone from every lookup
 * @param reason how it ended
 */
public record ConnectionClosed(Connection connection, CloseFrame reason) {}
