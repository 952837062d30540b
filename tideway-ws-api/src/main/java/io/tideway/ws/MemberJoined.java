package io.tideway.ws;

import java.util.Objects;

/**
 * Tells observers on every node with members of a room that a connection has joined it.
 *
 * <pre>{@code
 * void joined(@Observes MemberJoined event) {
 *     manager.room(event.room()).localOnly().broadcastText(event.member().connectionId() + " has joined");
 * }
 * }</pre>
 *
 * <p>Fired for rooms with {@link RoomOptions#joinLeave()}; for a connection that joins with a position, once it has got
 * what it missed, and never if that fails. Only the node of the connection also fires {@link RoomJoined}. If a node
 * crashes, {@link MemberLeft} is not fired for its members; {@link Room#presence()} drops them after a while.
 *
 * @param room the room's name
 * @param member the connection, its user and what it shows of itself
 */
public record MemberJoined(String room, PresenceMember member) {
    /**
     * Checks that nothing is missing.
     *
     * @throws NullPointerException if a part is null
     */
    public MemberJoined {
        Objects.requireNonNull(room, "room must not be null");
        Objects.requireNonNull(member, "member must not be null");
    }
}
