package io.tideway.ws;

import java.util.Objects;

/**
 * Holds one message of a room's log.
 *
 * @param position its position in the log
 * @param message the message
 */
public record RoomPublication(RoomPosition position, Message message) {
    /**
     * Checks that nothing is missing.
     *
     * @throws NullPointerException if a part is null
     */
    public RoomPublication {
        Objects.requireNonNull(position, "position must not be null");
        Objects.requireNonNull(message, "message must not be null");
    }
}
