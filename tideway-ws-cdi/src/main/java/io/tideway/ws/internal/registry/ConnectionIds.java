package io.tideway.ws.internal.registry;

import java.util.UUID;

/**
 * Makes the ids of connections: the id of their node, so that a node knows where a connection is, and then the digits
 * of a random UUID.
 *
 * @param nodeId the id of this node, of {@link #NODE_LENGTH} characters
 */
public record ConnectionIds(String nodeId) {
    /** How many characters the id of a node has. */
    public static final int NODE_LENGTH = 8;

    private static final int LENGTH = NODE_LENGTH + 32;

    /** Checks the length. */
    public ConnectionIds {
        if (nodeId.length() != NODE_LENGTH) {
            throw new IllegalArgumentException("the id of a node has " + NODE_LENGTH + " characters");
        }
    }

    /** Makes an id that no other connection has, of any node. */
    public String next() {
        return nodeId + UUID.randomUUID().toString().replace("-", "");
    }

    /** Returns the id of a connection's node; empty for what is not the id of a connection. */
    public static String nodeOf(String connectionId) {
        return connectionId.length() == LENGTH
                        && connectionId.chars().limit(NODE_LENGTH).allMatch(ConnectionIds::isLetterOrDigit)
                ? connectionId.substring(0, NODE_LENGTH)
                : "";
    }

    private static boolean isLetterOrDigit(int character) {
        return character < 0x80 && Character.isLetterOrDigit(character);
    }
}
