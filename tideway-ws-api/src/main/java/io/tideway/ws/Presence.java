package io.tideway.ws;

import java.util.List;
import java.util.Objects;

/**
 * Lists who is in a room, on all nodes.
 *
 * <pre>{@code
 * manager.room("board:7").presence().thenAccept(presence ->
 *         connection.sendText(presence.members().size() + " connections"));
 * }</pre>
 *
 * @param members the members, in the order in which they joined; an unmodifiable snapshot
 */
public record Presence(List<PresenceMember> members) {

    /** The presence of an empty room. */
    public static final Presence NONE = new Presence(List.of());

    /**
     * Copies the list.
     *
     * @throws NullPointerException if the list or a member is null
     */
    public Presence {
        members = List.copyOf(Objects.requireNonNull(members, "members must not be null"));
    }
}
