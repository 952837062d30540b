package io.tideway.ws.redis.internal;

import io.lettuce.core.ScriptOutputType;
import io.tideway.ws.HistoryQuery;
import io.tideway.ws.RoomPosition;
import io.tideway.ws.spi.Channel;
import io.tideway.ws.spi.LogEntry;
import io.tideway.ws.spi.LogPage;
import io.tideway.ws.spi.LogRetention;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Calls the scripts of the rooms' logs. Thread-safe. */
final class RoomLogs {
    private static final int EPOCH_BYTES = 8;

    private final RedisNames names;
    private final Submissions submissions;
    private final SecureRandom random = new SecureRandom();

    RoomLogs(RedisNames names, Submissions submissions) {
        this.names = names;
        this.submissions = submissions;
    }

    CompletionStage<RoomPosition> append(String room, byte[] data, LogRetention retention) {
        String[] keys = names.log(room);
        byte[] channel = RedisValues.text(names.channel(Channel.room(room)));
        byte[] size = RedisValues.text(retention.size());
        byte[] age = age(retention);
        byte[] epoch = newEpoch();
        return submissions.submit(
                keys[0],
                data.length,
                link -> link.call(
                        Script.APPEND,
                        ScriptOutputType.VALUE,
                        keys,
                        channel,
                        RedisValues.text(link.publishingCommand()),
                        data,
                        size,
                        age,
                        epoch,
                        RedisValues.text(link.runId())),
                reply -> RoomPosition.parse(RedisValues.text(reply)));
    }

    CompletionStage<LogPage> read(String room, HistoryQuery query, LogRetention retention) {
        return submissions.call(Script.READ, names.log(room), RoomLogs::page, link -> new byte[][] {
            RedisValues.text(retention.size()),
            age(retention),
            newEpoch(),
            RedisValues.text(link.runId()),
            RedisValues.text(query.direction().name()),
            RedisValues.text(query.from().epoch()),
            RedisValues.text(query.from().offset()),
            RedisValues.text(query.limit())
        });
    }

    private static LogPage page(List<?> reply) {
        List<LogEntry> entries = new ArrayList<>();
        for (int at = 2; at < reply.size(); at += 2) {
            entries.add(new LogEntry(Long.parseLong(RedisValues.text(reply.get(at))), (byte[]) reply.get(at + 1)));
        }
        return new LogPage(
                new RoomPosition(RedisValues.text(reply.get(0)), Long.parseLong(RedisValues.text(reply.get(1)))),
                entries);
    }

    CompletionStage<Void> retain(String room, LogRetention retention) {
        String[] keys = names.log(room);
        return submissions.submit(
                keys[0],
                0,
                link -> link.call(Script.RETAIN, ScriptOutputType.INTEGER, keys, age(retention)),
                reply -> null);
    }

    private byte[] newEpoch() {
        byte[] bytes = new byte[EPOCH_BYTES];
        random.nextBytes(bytes);
        return RedisValues.text(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    private static byte[] age(LogRetention retention) {
        return RedisValues.text(Math.max(1, retention.age().toMillis()));
    }
}
