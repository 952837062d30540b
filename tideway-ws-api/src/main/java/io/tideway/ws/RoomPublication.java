package io.tideway.ws;

import java.util.Objects;

/**
 * Holds one message of a room's log.
 *
 * <pre>{@code
 * manager.room("board:7").history(HistoryQuery.since(position)).thenAccept(history -> {
 *     for (RoomPublication publication : history.publications()) {
 *         System.out.println(publication.position().offset() + ": " + publication.message());
 *     }
 * });
 * }</pre>
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
