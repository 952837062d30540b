package io.tideway.ws;

/**
 * Tells observers that a connection became a member of a room.
 *
 * @param connection the connection
 * @param room the room's name
 */
public record RoomJoined(Connection connection, String room) {}
