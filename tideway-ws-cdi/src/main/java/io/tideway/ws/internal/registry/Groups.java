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
final class Groups {
    private final ConcurrentMap<String, ConcurrentMap<Peer, Seat>> byName = new ConcurrentHashMap<>();
    private final LongAdder additions = new LongAdder();

    /** Seats a connection that has no seat there. */
    Seat add(String name, Peer peer) {
        Seat seat = new Seat(peer);
        byName.compute(name, (n, seats) -> {
            ConcurrentMap<Peer, Seat> group = seats == null ? new ConcurrentHashMap<>(2) : seats;
            group.put(peer, seat);
            return group;
        });
        additions.increment();
        return seat;
    }

    /** Takes a seat away. */
    void remove(String name, Seat seat) {
        byName.computeIfPresent(name, (n, seats) -> {
            seats.remove(seat.peer(), seat);
            return seats.isEmpty() ? null : seats;
        });
        seat.vacate();
    }

    boolean contains(String name, Peer peer) {
        ConcurrentMap<Peer, Seat> seats = byName.get(name);
        return seats != null && seats.containsKey(peer);
    }

    /** Returns a live, weakly consistent view of a group's seats. */
    Collection<Seat> seats(String name) {
        ConcurrentMap<Peer, Seat> seats = byName.get(name);
        return seats == null ? List.of() : seats.values();
    }

    int size(String name) {
        ConcurrentMap<Peer, Seat> seats = byName.get(name);
        return seats == null ? 0 : seats.size();
    }

    /** Counts the seats taken since start; whoever sees that one was left sees those counted that were taken before. */
    long additions() {
        return additions.sum();
    }

    Set<String> names() {
        return Set.copyOf(byName.keySet());
    }

    int count() {
        return byName.size();
    }
}
