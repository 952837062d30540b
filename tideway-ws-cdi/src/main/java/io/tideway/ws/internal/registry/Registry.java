package io.tideway.ws.internal.registry;

import io.tideway.ws.Target;
import io.tideway.ws.internal.outbound.Admission;
import io.tideway.ws.internal.threads.Escaped;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Knows the connections of one node, their rooms and their users; thread-safe. */
public final class Registry {
    private final ConcurrentMap<String, Peer> peers = new ConcurrentHashMap<>();
    private final Groups rooms = new Groups();
    private final Groups users = new Groups();
    private final Set<Peer> ended = ConcurrentHashMap.newKeySet();
    private final AtomicInteger unreleased = new AtomicInteger();
    private final LongAdder added = new LongAdder();
    private volatile boolean closing;
    private final Object emptied = new Object();
    private final MembershipListener listener;

    /** Creates an empty registry. */
    public Registry(MembershipListener listener) {
        this.listener = listener;
    }

    /** Adds an open connection; false if the application is stopping, so that it must be closed at once. */
    public boolean add(Peer peer) {
        unreleased.incrementAndGet();
        peers.put(peer.id(), peer);
        added.increment();
        return !closing;
    }

    /**
     * Removes a connection from its rooms, its user and every lookup; does nothing the second time.
     *
     * @return the rooms that it has left, for {@link #tellLeft}
     */
    public Set<String> remove(Peer peer) {
        Set<String> left = peer.membership().withdraw();
        peers.remove(peer.id(), peer);
        return left;
    }

    /** Tells the listener of the rooms that a removed connection has left. */
    public void tellLeft(Peer peer, Set<String> left) {
        left.forEach(room -> tellLeft(peer, room));
    }

    /** Says that the application is stopping: whoever is not seen by a walk from now on learns it from {@link #add}. */
    public void close() {
        closing = true;
    }

    /** Learns that a connection has ended, whose last callbacks are still to come. */
    public void ended(Peer peer) {
        ended.add(peer);
    }

    /** Returns the connections whose last callback has not returned, the open ones included. */
    public Set<Peer> unreleased() {
        Set<Peer> unreleased = new HashSet<>(ended);
        unreleased.addAll(peers.values());
        return unreleased;
    }

    /** Learns that the last callback for a connection has returned. */
    public void released(Peer peer) {
        ended.remove(peer);
        if (unreleased.decrementAndGet() == 0) {
            synchronized (emptied) {
                emptied.notifyAll();
            }
        }
    }

    /** Waits until every connection has been released; false if one has not after the time given. */
    public boolean awaitEmpty(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        synchronized (emptied) {
            while (unreleased.get() > 0) {
                long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (millis <= 0) {
                    return false;
                }
                try {
                    emptied.wait(millis);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return false;
                }
            }
        }
        return true;
    }

    /** Finds a connection. */
    public @Nullable Peer get(String id) {
        return peers.get(id);
    }

    /** Returns a live, weakly consistent view of the connections. */
    public Collection<Peer> peers() {
        return peers.values();
    }

    /** Counts the connections. */
    public int size() {
        return peers.size();
    }

    /** Counts the connections since start. */
    public long total() {
        return added.sum();
    }

    /** Puts a connection into a room. */
    public boolean join(Peer peer, String room) {
        return join(peer, room, Admission.ALWAYS);
    }

    /** Puts a connection into a room if the admission stands at that moment. */
    public boolean join(Peer peer, String room, Admission admission) {
        return peer.membership().join(peer, room, admission);
    }

    /** Takes a connection out of a room. */
    public boolean leave(Peer peer, String room) {
        return leave(peer, room, Admission.ALWAYS);
    }

    /** Takes a connection out of a room if the admission stands at that moment. */
    public boolean leave(Peer peer, String room, Admission admission) {
        return peer.membership().leave(peer, room, admission);
    }

    /** Says whose connection it is. */
    public void setUser(Peer peer, @Nullable String userId) {
        peer.membership().setUser(peer, userId);
    }

    /** Walks the connections of a target. */
    void forEach(Target target, Recipients.Visitor visitor) {
        if (target instanceof Target.OfRoom room) {
            seats(rooms, room.name(), visitor);
        } else if (target instanceof Target.OfUser user) {
            seats(users, user.userId(), visitor);
        } else if (target instanceof Target.OfConnection connection) {
            Peer peer = peers.get(connection.id());
            if (peer != null) {
                visitor.visit(peer, Admission.ALWAYS);
            }
        }
    }

    private static void seats(Groups groups, String name, Recipients.Visitor visitor) {
        for (Member seat : groups.seats(name)) {
            visitor.visit(seat.peer(), seat);
        }
    }

    /** Tells whether a connection belongs to any of some targets; one that moves between them belongs all the time. */
    boolean belongsToAny(Peer peer, List<Target> targets) {
        int additions;
        do {
            additions = peer.membership().additions();
            for (Target target : targets) {
                if (belongs(peer, target)) {
                    return true;
                }
            }
            // Moved meanwhile, perhaps to a target that had been asked before.
        } while (additions != peer.membership().additions());
        return false;
    }

    private boolean belongs(Peer peer, Target target) {
        if (target instanceof Target.OfRoom room) {
            return rooms.contains(room.name(), peer);
        }
        if (target instanceof Target.OfUser user) {
            return users.contains(user.userId(), peer);
        }
        return target instanceof Target.OfConnection connection
                && connection.id().equals(peer.id());
    }

    /** Counts the seats taken since start, in rooms and of users. */
    long additions() {
        return rooms.additions() + users.additions();
    }

    public Groups roomIndex() {
        return rooms;
    }

    public Groups userIndex() {
        return users;
    }

    /** Tells that a connection joined; called without a lock. */
    void tellJoined(Peer peer, String room) {
        try {
            listener.joined(peer, room);
        } catch (Throwable e) {
            Escaped.report(e);
        }
    }

    /** Tells that a connection left; called without a lock. */
    void tellLeft(Peer peer, String room) {
        try {
            listener.left(peer, room);
        } catch (Throwable e) {
            Escaped.report(e);
        }
    }
}
