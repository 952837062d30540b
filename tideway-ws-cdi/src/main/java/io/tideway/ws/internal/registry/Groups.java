package io.tideway.ws.internal.registry;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Indexes connections by a name: the rooms, or the users, of a node.
 *
 * <p>A name exists exactly while it has members. Joining and leaving are atomic for each name and cost the same whatever the
 * number of members; walking the members takes no lock. Thread-safe.
 */
public final class Groups {
    private final ConcurrentMap<String, ConcurrentMap<Peer, Member>> byName = new ConcurrentHashMap<>();
    private final LongAdder additions = new LongAdder();

    /** Seats a connection that has no seat there. */
    Member add(String name, Peer peer) {
        Member seat = new Member(peer);
        byName.compute(name, (n, seats) -> {
            ConcurrentMap<Peer, Member> group = seats == null ? new ConcurrentHashMap<>(2) : seats;
            group.put(peer, seat);
            return group;
        });
        additions.increment();
        return seat;
    }

    /** Takes a seat away. */
    void remove(String name, Member seat) {
        byName.computeIfPresent(name, (n, seats) -> {
            seats.remove(seat.peer(), seat);
            return seats.isEmpty() ? null : seats;
        });
        seat.vacate();
    }

    boolean contains(String name, Peer peer) {
        ConcurrentMap<Peer, Member> seats = byName.get(name);
        return seats != null && seats.containsKey(peer);
    }

    /** Returns a live, weakly consistent view of a group's seats. */
    public Collection<Member> seats(String name) {
        ConcurrentMap<Peer, Member> seats = byName.get(name);
        return seats == null ? List.of() : seats.values();
    }

    public int size(String name) {
        ConcurrentMap<Peer, Member> seats = byName.get(name);
        return seats == null ? 0 : seats.size();
    }

    /** Counts the seats taken since start; whoever sees that one was left sees those counted that were taken before. */
    long additions() {
        return additions.sum();
    }

    public Set<String> names() {
        return Set.copyOf(byName.keySet());
    }

    public int count() {
        return byName.size();
    }
}
