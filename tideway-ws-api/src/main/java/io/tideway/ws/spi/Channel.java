package io.tideway.ws.spi;

import java.util.Objects;

/**
 * Addresses the nodes of a cluster that are interested in one room, user or node, or all nodes.
 *
 * @param kind what it is about
 * @param name the name of the room, the user or the node; empty for {@link Kind#EVERYONE}
 */
public record Channel(Kind kind, String name) {

    /** The channel that every node is subscribed to. */
    public static final Channel EVERYONE = new Channel(Kind.EVERYONE, "");

    /** Says what a channel is about. */
    public enum Kind {
        /** Every node. */
        EVERYONE,
        /** The nodes with members of a room. */
        ROOM,
        /** The nodes with connections of a user. */
        USER,
        /** One node. */
        NODE
    }

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if the name is empty although the kind needs one, or the other way round
     * @throws NullPointerException if a part is null
     */
    public Channel {
        Objects.requireNonNull(kind, "kind must not be null");
        Objects.requireNonNull(name, "name must not be null");
        if (name.isEmpty() != (kind == Kind.EVERYONE)) {
            throw new IllegalArgumentException(
                    "name must be empty for the kind EVERYONE, and only there, but was \"" + name + "\" for " + kind);
        }
    }

    /**
     * Addresses the nodes with members of a room.
     *
     * @param name the room's name
     * @return the channel
     */
    public static Channel room(String name) {
        return new Channel(Kind.ROOM, name);
    }

    /**
     * Addresses the nodes with connections of a user.
     *
     * @param userId the user's id
     * @return the channel
     */
    public static Channel user(String userId) {
        return new Channel(Kind.USER, userId);
    }

    /**
     * Addresses one node.
     *
     * @param nodeId the node's id
     * @return the channel
     */
    public static Channel node(String nodeId) {
        return new Channel(Kind.NODE, nodeId);
    }
}
