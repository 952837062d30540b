package io.tideway.ws;

import java.util.Objects;

/**
 * Tells observers that the members of a room on this node have missed publications that are no longer in a log.
 *
 * <pre>{@code
 * void missed(@Observes PublicationsMissed event) {
 *     manager.room(event.room()).localOnly().broadcastText("please reload");
 * }
 * }</pre>
 *
 * <p>It happens where a broker was unreachable for longer than the log reaches back, or has lost its data. Connections
 * that have joined the room with a position are closed with 1013 and the reason {@code history lost}, so that their
 * clients join again and learn that they are not recovered; the other members stay.
 *
 * @param room the room's name
 * @param from the last position that the members have
 * @param to the position after which they get everything again
 */
public record PublicationsMissed(String room, RoomPosition from, RoomPosition to) {
    /**
     * Checks that nothing is missing.
     *
     * @throws NullPointerException if a part is null
     */
    public PublicationsMissed {
        Objects.requireNonNull(room, "room must not be null");
        Objects.requireNonNull(from, "from must not be null");
        Objects.requireNonNull(to, "to must not be null");
    }
}
