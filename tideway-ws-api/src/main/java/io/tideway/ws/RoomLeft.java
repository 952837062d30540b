package io.tideway.ws;

import java.util.Objects;

/**
 * Tells observers that a connection is no longer a member of a room, because it left or ended.
 *
 * <pre>{@code
 * void left(@ObservesAsync RoomLeft event) {
 *     manager.room(event.room()).broadcastText("Someone has left");
 * }
 * }</pre>
 *
 * @param connection the connection
 * @param room the room's name
 */
public record RoomLeft(Connection connection, String room) {
    /**
     * Checks that nothing is missing.
     *
     * @throws NullPointerException if a value is null
     */
    public RoomLeft {
        Objects.requireNonNull(connection, "connection must not be null");
        Objects.requireNonNull(room, "room must not be null");
    }
}
