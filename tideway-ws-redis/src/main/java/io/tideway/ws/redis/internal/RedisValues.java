package io.tideway.ws.redis.internal;

import io.tideway.ws.ClusterNode;
import io.tideway.ws.PresenceMember;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/** Reads and writes the values in the hashes of members and nodes. */
final class RedisValues {

    private RedisValues() {}

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] text(long number) {
        return text(Long.toString(number));
    }

    static String text(Object reply) {
        return new String((byte[]) reply, StandardCharsets.UTF_8);
    }

    /** Writes the length of the user's id and the id first, which the script reads. */
    static byte[] member(PresenceMember member) {
        byte[] user = text(member.userId().orElse(""));
        byte[] info = text(member.info().orElse(""));
        Instant since = member.since();
        return ByteBuffer.allocate(4 + user.length + 12 + 1 + info.length)
                .putInt(user.length)
                .put(user)
                .putLong(since.getEpochSecond())
                .putInt(since.getNano())
                .put((byte) (member.info().isPresent() ? 1 : 0))
                .put(info)
                .array();
    }

    static PresenceMember member(Object id, Object value) {
        ByteBuffer data = ByteBuffer.wrap((byte[]) value);
        String user = take(data, data.getInt());
        Instant since = Instant.ofEpochSecond(data.getLong(), data.getInt());
        boolean hasInfo = data.get() == 1;
        String info = take(data, data.remaining());
        return new PresenceMember(
                text(id),
                Optional.of(user).filter(present -> !present.isEmpty()),
                hasInfo ? Optional.of(info) : Optional.empty(),
                since);
    }

    static byte[] node(ClusterNode node) {
        Instant startedAt = node.startedAt();
        return ByteBuffer.allocate(16)
                .putLong(startedAt.getEpochSecond())
                .putInt(startedAt.getNano())
                .putInt(node.connections())
                .array();
    }

    static ClusterNode node(Object id, Object value) {
        ByteBuffer data = ByteBuffer.wrap((byte[]) value);
        Instant startedAt = Instant.ofEpochSecond(data.getLong(), data.getInt());
        return new ClusterNode(text(id), startedAt, data.getInt());
    }

    private static String take(ByteBuffer data, int length) {
        byte[] bytes = new byte[length];
        data.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
