package io.tideway.ws;

import java.util.List;
import java.util.Objects;

/**
 * Tells a connection that joins a room what it has missed since a position.
 *
 * <pre>{@code
 * connection.joinRoom("board:7", position, recovery ->
 *         Message.text((recovery.isRecovered() ? "complete up to " : "reload; now at ") + recovery.position()));
 * }</pre>
 *
 * @param isRecovered whether the publications are everything after the given position; false on a first visit, and if
 *     the position is of another epoch, older than the log, or beyond its end, and if the outbound queue has no space
 *     for what was missed
 * @param position where the connection is now: it gets every later publication
 * @param publications what was missed, oldest first; empty unless recovered; unmodifiable
 */
public record Recovery(boolean isRecovered, RoomPosition position, List<RoomPublication> publications) {
    /**
     * Copies the list.
     *
     * @throws NullPointerException if a part is null
     */
    public Recovery {
        Objects.requireNonNull(position, "position must not be null");
        publications = List.copyOf(Objects.requireNonNull(publications, "publications must not be null"));
    }
}
