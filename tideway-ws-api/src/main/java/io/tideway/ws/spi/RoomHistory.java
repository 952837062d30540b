package io.tideway.ws.spi;

import io.tideway.ws.RoomPosition;
import java.util.List;
import java.util.Objects;

/**
 * Shows a protocol a part of a room's log.
 *
 * @param messages what was asked for, in the order that was asked for
 * @param position where the log ends at the same moment
 */
public record RoomHistory(List<RoomMessage> messages, RoomPosition position) {
    /**
     * Copies the list.
     *
     * @throws NullPointerException if a part is null
     */
    public RoomHistory {
        messages = List.copyOf(Objects.requireNonNull(messages, "messages must not be null"));
        Objects.requireNonNull(position, "position must not be null");
    }
}
