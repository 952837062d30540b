package io.tideway.ws;

/**
 * Tells observers that a connection is no longer a member of a room, by leaving it or by ending.
 *
 * @param connection the connection
 * @param room the room's name
 */
public record RoomLeft(Connection connection, String room) {}
