package io.tideway.ws.internal.registry;

import io.tideway.ws.Target;
import io.tideway.ws.internal.outbound.Admission;
import io.tideway.ws.internal.threads.ReliableExecutor;
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
    private final ConcurrentMap<String, LocalConnection> connections = new ConcurrentHashMap<>();
    private final Set<LocalConnection> unestablished = ConcurrentHashMap.newKeySet();
    private final Set<LocalConnection> ended = ConcurrentHashMap.newKeySet();
    private final GroupEvents events;
    private final Groups rooms;
    private final Groups users;
    private final LongAdder added = new LongAdder();
    private volatile boolean closing;
    private final Object emptied = new Object();

    /**
     * Creates an empty registry.
     *
     * @param executor tells listeners what the threads that make changes leave to others; may run code of the
     *     application
     */
    public Registry(List<MembershipListener> membership, List<UserListener> user, ReliableExecutor executor) {
        this(membership, user, executor, List.of());
    }

    /** Creates an empty registry that also tells which rooms and users have connections. */
    public Registry(
            List<MembershipListener> membership,
            List<UserListener> user,
            ReliableExecutor executor,
            List<UseListener> useListeners) {
        this.events = new GroupEvents(membership, user, executor, useListeners);
        this.rooms = new Groups(Target::room, events.ofRooms());
        this.users = new Groups(Target::user, events.ofUsers());
    }

    /** Adds an open connection; false if the application is stopping, so that it must be closed at once. */
    public boolean add(LocalConnection connection) {
        connections.put(connection.id(), connection);
        unestablished.remove(connection); // after the other, so that a stop finds it all the time
        added.increment();
        return !closing;
    }

    /**
     * Adds an open connection that only {@link #everyConnection} shows until it is {@linkplain #add added}; false as
     * there.
     */
    public boolean addUnestablished(LocalConnection connection) {
        unestablished.add(connection);
        return !closing;
    }

    /** Removes a connection from its rooms, its user and every lookup; does nothing the second time. */
    public void remove(LocalConnection connection) {
        try {
            connection.membership().withdraw();
        } finally {
            connections.remove(connection.id(), connection);
            unestablished.remove(connection);
        }
    }

    /**
     * Tells listeners of the rooms and the user that a removed connection has left.
     *
     * @param told runs after that, on another thread if one is telling listeners of this connection
     */
    public void tellLeft(LocalConnection connection, Runnable told) {
        events.tellLeft(connection, told);
    }

    /** Notes that the application is stopping; {@link #add} returns false from now on. */
    public void close() {
        closing = true;
    }

    /** Records that a connection has ended, whose last callbacks are still to come. */
    public void ended(LocalConnection connection) {
        ended.add(connection);
    }

    /** Returns the connections whose last callback has not returned, the open ones included. */
    public Set<LocalConnection> unreleased() {
        Set<LocalConnection> all = new HashSet<>(everyConnection());
        all.addAll(ended); // after the others, since a connection comes here before it leaves there
        return all;
    }

    /** Records that the last callback for a connection has returned. */
    public void released(LocalConnection connection) {
        ended.remove(connection);
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
            while (!unestablished.isEmpty() || !connections.isEmpty() || !ended.isEmpty()) {
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
    public @Nullable LocalConnection get(String id) {
        return connections.get(id);
    }

    /** Returns a live, weakly consistent view of the connections. */
    public Collection<LocalConnection> connections() {
        return connections.values();
    }

    /** Lists the connections, those included that no lookup finds yet. */
    public Collection<LocalConnection> everyConnection() {
        if (unestablished.isEmpty()) {
            return connections.values();
        }
        Set<LocalConnection> all = new HashSet<>(unestablished);
        all.addAll(connections.values()); // after the others, since a connection comes here before it leaves there
        return all;
    }

    /** Counts the connections. */
    public int size() {
        return connections.size();
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
            connections.values().forEach(connection -> narrowed.visit(connection, Admission.ALWAYS));
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
        } else if (target instanceof Target.OfConnection one) {
            LocalConnection connection = connections.get(one.id());
            if (connection != null) {
                visitor.visit(connection, Admission.ALWAYS);
            }
        }
    }

    private static void forEachMember(Groups groups, String name, RecipientVisitor visitor) {
        for (Member member : groups.members(name)) {
            visitor.visit(member.connection(), member);
        }
    }

    /** Tells whether a connection belongs to any of some targets; one that moves between them belongs all the time. */
    boolean belongsToAny(LocalConnection connection, List<Target> targets) {
        int additions;
        do {
            additions = connection.membership().additions();
            for (Target target : targets) {
                if (belongs(connection, target)) {
                    return true;
                }
            }
            // It has moved meanwhile, perhaps to a target that was checked before.
        } while (additions != connection.membership().additions());
        return false;
    }

    private boolean belongs(LocalConnection connection, Target target) {
        if (target instanceof Target.OfRoom room) {
            return rooms.contains(room.name(), connection);
        }
        if (target instanceof Target.OfUser user) {
            return users.contains(user.userId(), connection);
        }
        return target instanceof Target.OfConnection one && one.id().equals(connection.id());
    }

    /** Returns what tells of changes of rooms and users. */
    GroupEvents events() {
        return events;
    }

    /** Returns the rooms. */
    public Groups rooms() {
        return rooms;
    }

    /** Returns the users. */
    public Groups users() {
        return users;
    }
}
