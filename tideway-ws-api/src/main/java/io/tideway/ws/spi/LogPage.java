package io.tideway.ws.spi;

import io.tideway.ws.RoomPosition;
import java.util.List;
import java.util.Objects;

/**
 * Holds a part of a room's log, and where the log ends, both of the same moment.
 *
 * @param position the position of the latest publication; its offset is 0 for a log without any
 * @param entries the entries that were asked for, in the order that was asked for, without gaps between them
 */
public record LogPage(RoomPosition position, List<LogEntry> entries) {

    /**
     * Copies the list.
     *
     * @throws NullPointerException if a part is null
     */
    public LogPage {
        Objects.requireNonNull(position, "position must not be null");
        entries = List.copyOf(Objects.requireNonNull(entries, "entries must not be null"));
    }
}
