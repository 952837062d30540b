package io.tideway.ws.spi;

import io.tideway.ws.RoomPosition;
import java.util.List;
import java.util.Objects;

/**
 * Shows a protocol what a connection that joins a room with a position has missed.
 *
 * @param isRecovered true if {@code missed} is everything since the position that the client presented; false if that
 *     is of another epoch, older than the log, or beyond its end
 * @param position where the log of the room ends now
 * @param missed what the client has missed, oldest first; empty unless it is everything
 * @param bytesRead how many bytes were read from the log, whether or not that was everything; 0 where they have been
 *     shown before
 */
public record RoomRecovery(boolean isRecovered, RoomPosition position, List<RoomMessage> missed, long bytesRead) {
    /**
     * Copies the list.
     *
     * @throws NullPointerException if a part is null
     */
    public RoomRecovery {
        Objects.requireNonNull(position, "position must not be null");
        missed = List.copyOf(Objects.requireNonNull(missed, "missed must not be null"));
    }
}
