package io.tideway.ws.redis.internal;

import io.tideway.ws.spi.Channel;

/**
 * Names keys and channels.
 *
 * <p>The part in braces, Redis' hash tag, keeps what belongs to one room in one slot of a Cluster. It begins with a
 * letter for the kind, so it is never empty. Whatever a room's name contains, two names differ: they end with the brace
 * or with a suffix that no other key has.
 */
final class RedisNames {
    /** The form of keys and frames; nodes with different ones do not see each other. */
    private static final String VERSION = "1";

    private final String start;
    private final String channels;

    RedisNames(String prefix) {
        this(prefix, 0);
    }

    /** Names channels of one database, since Redis itself has those of all databases together. */
    RedisNames(String prefix, int database) {
        start = prefix + ":" + VERSION + ":";
        channels = database == 0 ? start : start + "db" + database + ":";
    }

    String channel(Channel channel) {
        return switch (channel.kind()) {
            case EVERYONE -> channels + "{everyone}";
            case ROOM -> channels + "{r:" + channel.name() + "}";
            case USER -> channels + "{u:" + channel.name() + "}";
            case NODE -> channels + "{n:" + channel.name() + "}";
        };
    }

    /** Names the channel on which a link proves itself; the number is to choose a slot. */
    String probe(String nodeId, int number) {
        return channels + "{p:" + nodeId + ":" + number + "}";
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
