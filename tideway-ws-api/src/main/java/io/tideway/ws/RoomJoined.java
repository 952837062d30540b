package io.tideway.ws;

import java.util.Objects;

/**
 * Tells observers that a connection has become a member of a room.
 *
 * <pre>{@code
 * void joined(@ObservesAsync RoomJoined event) {
 *     manager.room(event.room()).except(event.connection()).broadcastText("Someone has joined");
 * }
 * }</pre>
 *
 * @param connection the connection
 * @param room the room's name
 */
public record RoomJoined(Connection connection, String room) {
    /**
     * Checks that nothing is missing.
     *
     * @throws NullPointerException if a value is null
     */
    public RoomJoined {
        Objects.requireNonNull(connection, "connection must not be null");
        Objects.requireNonNull(room, "room must not be null");
    }
}
