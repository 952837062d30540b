package io.tideway.ws.redis.internal;

import io.tideway.ws.Presence;
import io.tideway.ws.PresenceCount;
import io.tideway.ws.PresenceMember;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Calls the script of the rooms' presence. Thread-safe. */
final class RoomPresences {
    private final RedisNames names;
    private final Submissions submissions;

    RoomPresences(RedisNames names, Submissions submissions) {
        this.names = names;
        this.submissions = submissions;
    }

    CompletionStage<Void> add(String room, Collection<PresenceMember> members, Duration timeToLive) {
        List<byte[]> arguments = new ArrayList<>();
        arguments.add(RedisValues.text("present"));
        arguments.add(RedisValues.text(timeToLive.toMillis()));
        members.forEach(member -> {
            arguments.add(RedisValues.text(member.connectionId()));
            arguments.add(RedisValues.member(member));
        });
        return submissions.<Void>call(
                Script.PRESENCE, names.presence(room), reply -> null, link -> arguments.toArray(new byte[0][]));
    }

    CompletionStage<Void> remove(String room, String connectionId) {
        return submissions.<Void>call(Script.PRESENCE, names.presence(room), reply -> null, link ->
                new byte[][] {RedisValues.text("absent"), RedisValues.text(connectionId)});
    }

    CompletionStage<Presence> list(String room) {
        return submissions.call(Script.PRESENCE, names.presence(room), RoomPresences::members, link ->
                new byte[][] {RedisValues.text("list")});
    }

    private static Presence members(List<?> reply) {
        List<PresenceMember> members = new ArrayList<>();
        for (int at = 0; at < reply.size(); at += 2) {
            members.add(RedisValues.member(reply.get(at), reply.get(at + 1)));
        }
        members.sort(Comparator.comparing(PresenceMember::since).thenComparing(PresenceMember::connectionId));
        return new Presence(members);
    }

    CompletionStage<PresenceCount> count(String room) {
        return submissions.call(
                Script.PRESENCE,
                names.presence(room),
                reply -> new PresenceCount(((Long) reply.get(0)).intValue(), ((Long) reply.get(1)).intValue()),
                link -> new byte[][] {RedisValues.text("count")});
    }
}
