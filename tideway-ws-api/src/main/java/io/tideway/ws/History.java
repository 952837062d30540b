package io.tideway.ws;

import java.util.List;
import java.util.Objects;

/**
 * Holds a part of a room's log, and where the log ends, both of the same moment.
 *
 * <pre>{@code
 * manager.room("board:7").history(HistoryQuery.latest().limit(20)).thenAccept(history ->
 *         history.publications().forEach(publication -> connection.send(publication.message())));
 * }</pre>
 *
 * @param publications what was asked for, in the order that was asked for; unmodifiable
 * @param position the position of the latest publication
 */
public record History(List<RoomPublication> publications, RoomPosition position) {
    /**
     * Copies the list.
     *
     * @throws NullPointerException if a part is null
     */
    public History {
        publications = List.copyOf(Objects.requireNonNull(publications, "publications must not be null"));
        Objects.requireNonNull(position, "position must not be null");
    }
}
