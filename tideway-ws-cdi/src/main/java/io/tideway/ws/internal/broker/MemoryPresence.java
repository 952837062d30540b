package io.tideway.ws.internal.broker;

import io.tideway.ws.Presence;
import io.tideway.ws.PresenceCount;
import io.tideway.ws.PresenceMember;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/** Holds who is in one room; guarded by its monitor. */
final class MemoryPresence {
    private final Map<String, Entry> byConnection = new HashMap<>();
    private final Map<String, Integer> connectionsOfUsers = new HashMap<>();
    private long earliestEnd = Long.MAX_VALUE; // no entry ends before

    private record Entry(PresenceMember member, long end) {}

    void put(Collection<PresenceMember> members, Duration timeToLive, long now) {
        long end = endOf(timeToLive, now);
        for (PresenceMember member : members) {
            remove(member.connectionId());
            byConnection.put(member.connectionId(), new Entry(member, end));
            member.userId().ifPresent(user -> connectionsOfUsers.merge(user, 1, Integer::sum));
        }
        earliestEnd = Math.min(earliestEnd, end);
    }

    private static long endOf(Duration timeToLive, long now) {
        try {
            return Math.addExact(now, timeToLive.toNanos());
        } catch (ArithmeticException forever) {
            return Long.MAX_VALUE;
        }
    }

    void remove(String connectionId) {
        Entry removed = byConnection.remove(connectionId);
        if (removed != null) {
            removed.member()
                    .userId()
                    .ifPresent(user -> connectionsOfUsers.computeIfPresent(
                            user, (id, connections) -> connections == 1 ? null : connections - 1));
        }
    }

    Presence list(long now) {
        expire(now);
        return new Presence(byConnection.values().stream()
                .map(Entry::member)
                .sorted(Comparator.comparing(PresenceMember::since).thenComparing(PresenceMember::connectionId))
                .toList());
    }

    PresenceCount count(long now) {
        expire(now);
        return new PresenceCount(byConnection.size(), connectionsOfUsers.size());
    }

    boolean isEmpty(long now) {
        expire(now);
        return byConnection.isEmpty();
    }

    /** Removes what has ended; looks at the entries only where one may have. */
    private void expire(long now) {
        if (now < earliestEnd) {
            return;
        }
        byConnection.values().stream()
                .filter(entry -> entry.end() <= now)
                .map(entry -> entry.member().connectionId())
                .toList()
                .forEach(this::remove);
        earliestEnd = byConnection.values().stream().mapToLong(Entry::end).min().orElse(Long.MAX_VALUE);
    }
}
