package io.tideway.ws;

import java.util.Objects;

/**
 * Tells observers on every node with members of a room that a connection has left it.
 *
 * <pre>{@code
 * void left(@Observes MemberLeft event) {
 *     manager.room(event.room()).localOnly().broadcastText(event.member().connectionId() + " has left");
 * }
 * }</pre>
 *
 * <p>Fired for rooms with {@link RoomOptions#joinLeave()}. Only the node of the connection also fires {@link RoomLeft}.
 * If a node crashes, this event is not fired for its members; {@link Room#presence()} drops them after a while.
 *
 * @param room the room's name
 * @param member the connection, its user and what it shows of itself
 */
public record MemberLeft(String room, PresenceMember member) {
    /**
     * Checks that nothing is missing.
     *
     * @throws NullPointerException if a part is null
     */
    public MemberLeft {
        Objects.requireNonNull(room, "room must not be null");
        Objects.requireNonNull(member, "member must not be null");
    }
}
