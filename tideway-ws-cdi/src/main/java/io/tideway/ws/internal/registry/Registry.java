package io.tideway.ws.internal.registry;

import io.tideway.ws.Target;
import io.tideway.ws.internal.outbound.Admission;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Knows the connections of one node, their rooms and their users; thread-safe. */
public final class Registry {
    private final ConcurrentMap<String, Peer> peers = new ConcurrentHashMap<>();
    private final Set<Peer> ended = ConcurrentHashMap.newKeySet();
    private final OrderedNews<Peer, MembershipListener> roomNews;
    private final OrderedNews<String, UserListener> userNews;
    private final Groups rooms = new Groups(Target::room, Occupancy.UNOBSERVED);
    private final Groups users;
    private final LongAdder added = new LongAdder();
    private volatile boolean closing;
    private final Object emptied = new Object();

    /** Creates an empty registry. */
    public Registry(List<MembershipListener> membership, List<UserListener> user) {
        this.roomNews = new OrderedNews<>(new Listeners<>(membership));
        this.userNews = new OrderedNews<>(new Listeners<>(user));
        this.users = new Groups(Target::user, userNews.hasListeners() ? noteUsers() : Occupancy.UNOBSERVED);
    }

    /** Adds an open connection; false if the application is stopping, so that it must be closed at once. */
    public boolean add(Peer peer) {
        peers.put(peer.id(), peer);
        added.increment();
        return !closing;
    }

    /** Removes a connection from its rooms, its user and every lookup; does nothing the second time. */
    public void remove(Peer peer) {
        try {
            peer.membership().withdraw();
        } finally {
            peers.remove(peer.id(), peer);
        }
    }

    /**
     * Tells listeners of the rooms and the user that a removed connection has left.
     *
     * @param told runs after that, on another thread if one is telling listeners of this connection
     */
    public void tellLeft(Peer peer, Runnable told) {
        roomNews.noteStep(peer, () -> {
            String user = peer.membership().user();
            if (user != null) {
                tellUser(user);
            }
            told.run();
        });
        roomNews.tell(peer);
    }

    /** Notes that the application is stopping; {@link #add} returns false from now on. */
    public void close() {
        closing = true;
    }

    /** Records that a connection has ended, whose last callbacks are still to come. */
    public void ended(Peer peer) {
        ended.add(peer);
    }

    /** Returns the connections whose last callback has not returned, the open ones included. */
    public Set<Peer> unreleased() {
        Set<Peer> all = new HashSet<>(peers.values());
        all.addAll(ended); // after the others, since a connection comes here before it leaves there
        return all;
    }

    /** Records that the last callback for a connection has returned. */
    public void released(Peer peer) {
        ended.remove(peer);
        if (ended.isEmpty()) {
            synchronized (emptied) {
                emptied.notifyAll();
            }
        }
    }

    /** Waits until every connection has been released; false if one has not after the time given. */
    public boolean awaitEmpty(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        synchronized (emptied) {
            while (!peers.isEmpty() || !ended.isEmpty()) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                try {
                    TimeUnit.NANOSECONDS.timedWait(emptied, left);
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

    /** Walks the connections of a selection, each once, without a lock. */
    public void forEach(Selection selection, RecipientVisitor visitor) {
        boolean whole = selection.conditions().isEmpty() && !selection.data().isNarrowed();
        RecipientVisitor narrowed = whole ? visitor : new Narrowing(this, selection, visitor);
        if (selection.data().scope() instanceof Scope.Union union) {
            forEach(union.targets(), narrowed);
        } else {
            peers.values().forEach(peer -> narrowed.visit(peer, Admission.ALWAYS));
        }
    }

    private void forEach(List<Target> targets, RecipientVisitor visitor) {
        if (targets.size() == 1) {
            forEach(targets.get(0), visitor);
        } else if (!targets.isEmpty()) {
            new UnionWalk(this, targets, visitor).run();
        }
    }

    /** Walks the connections of a target. */
    void forEach(Target target, RecipientVisitor visitor) {
        if (target instanceof Target.OfRoom room) {
            forEachMember(rooms, room.name(), visitor);
        } else if (target instanceof Target.OfUser user) {
            forEachMember(users, user.userId(), visitor);
        } else if (target instanceof Target.OfConnection connection) {
            Peer peer = peers.get(connection.id());
            if (peer != null) {
                visitor.visit(peer, Admission.ALWAYS);
            }
        }
    }

    private static void forEachMember(Groups groups, String name, RecipientVisitor visitor) {
        for (Member member : groups.members(name)) {
            visitor.visit(member.peer(), member);
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
            // It has moved meanwhile, perhaps to a target that was checked before.
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

    /** Returns the rooms. */
    public Groups rooms() {
        return rooms;
    }

    /** Returns the users. */
    public Groups users() {
        return users;
    }

    /** Notes that a connection has joined a room; called under the lock of its membership. */
    void noteJoined(Peer peer, String room) {
        if (roomNews.hasListeners()) {
            roomNews.note(peer, listener -> listener.joined(peer, room));
        }
    }

    /** Notes that a connection has left a room; called under the lock of its membership. */
    void noteLeft(Peer peer, String room) {
        if (roomNews.hasListeners()) {
            roomNews.note(peer, listener -> listener.left(peer, room));
        }
    }

    private Occupancy noteUsers() {
        return new Occupancy() {
            @Override
            public void occupied(String userId) {
                userNews.note(userId, listener -> listener.connected(userId));
            }

            @Override
            public void emptied(String userId) {
                userNews.note(userId, listener -> listener.disconnected(userId));
            }
        };
    }

    /** Tells listeners which rooms a connection has joined and left; called without a lock. */
    void tellRooms(Peer peer) {
        if (roomNews.hasListeners()) {
            roomNews.tell(peer);
        }
    }

    /** Tells listeners whether a user has come or gone; called without a lock. */
    void tellUser(String userId) {
        if (userNews.hasListeners()) {
            userNews.tell(userId);
        }
    }
}
