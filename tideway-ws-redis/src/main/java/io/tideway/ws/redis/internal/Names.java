package io.tideway.ws.redis.internal;

import io.tideway.ws.spi.Channel;

/**
 * Names keys and channels.
 *
 * <p>The part in braces, Redis' hash tag, keeps what belongs to one room in one slot of a Cluster. It begins with a
 * letter for the kind, so it is never empty. Whatever a room's name contains, two names differ: they end with the brace
 * or with a suffix that no other key has.
 */
final class Names {
    /** The form of keys and frames; nodes with different ones do not see each other. */
    private static final String VERSION = "1";

    private final String start;

    Names(String prefix) {
        start = prefix + ":" + VERSION + ":";
    }

    String channel(Channel channel) {
        return switch (channel.kind()) {
            case EVERYONE -> start + "{everyone}";
            case ROOM -> start + "{r:" + channel.name() + "}";
            case USER -> start + "{u:" + channel.name() + "}";
            case NODE -> start + "{n:" + channel.name() + "}";
        };
    }

    /** Names the channel on which a link proves itself; the number is to choose a slot. */
    String probe(String nodeId, int number) {
        return start + "{p:" + nodeId + ":" + number + "}";
    }

    String[] log(String room) {
        return new String[] {room(room) + ":log", room(room) + ":head"};
    }

    String[] presence(String room) {
        return new String[] {room(room) + ":members", room(room) + ":ends", room(room) + ":users"};
    }

    String[] nodes() {
        return new String[] {start + "{nodes}", start + "{nodes}:ends"};
    }

    private String room(String room) {
        return start + "{r:" + room + "}";
    }
}
