package io.tideway.ws.internal.registry;

import io.tideway.ws.internal.outbound.Admission;
import io.tideway.ws.internal.outbound.DeferredWrites;
import io.tideway.ws.internal.outbound.Outcome;
import io.tideway.ws.internal.outbound.Payload;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds the rooms and the user of one connection; the registry's indices follow it under its lock.
 *
 * <p>A connection that begins to close is sealed first, under the same lock that joins take, so nothing joins after its
 * close. Thread-safe; listeners are called without the lock.
 */
public final class Membership {
    private static final Executor DIRECTLY = Runnable::run;

    private final LocalConnection connection;
    private final Registry registry;
    private final int maxRooms;
    private final int maxRoomNameLength;

    // Changed under this, after the index and before any group is left.
    private volatile int additions;

    // Guarded by this.
    private Map<String, Member> rooms = Map.of();
    private @Nullable Member asUser;
    private @Nullable String user;
    private boolean sealed;
    private boolean withdrawn;

    /** Creates the membership of a connection that has neither rooms nor a user. */
    public Membership(LocalConnection connection, Registry registry, int maxRooms, int maxRoomNameLength) {
        this.connection = connection;
        this.registry = registry;
        this.maxRooms = maxRooms;
        this.maxRoomNameLength = maxRoomNameLength;
    }

    /** Joins a room; false if it was a member or is closing. */
    public boolean join(String room) {
        return join(room, Admission.ALWAYS);
    }

    /**
     * Joins a room if the admission is valid at that moment; false if it is not, or if it was a member or is closing.
     */
    public boolean join(String room, Admission admission) {
        return join(room, admission, () -> connection.joinedFrame(room)) != null;
    }

    /** Joins a room as {@link #join(String, Admission)} does, and tells observers elsewhere. */
    public boolean join(String room, Admission admission, Executor observers) {
        return join(room, admission, () -> connection.joinedFrame(room), observers) != null;
    }

    /** Joins a room as the client asks, and queues a reply before everything of the room; null for none. */
    public boolean joinWith(String room, @Nullable Payload reply) {
        return join(room, Admission.ALWAYS, () -> reply) != null;
    }

    /** Joins a room, and returns what ends when it leaves; empty if it was a member or is closing. */
    public Optional<Admission> enter(String room) {
        return Optional.ofNullable(join(room, Admission.ALWAYS, () -> connection.joinedFrame(room)));
    }

    /** Joins a room as {@link #enter(String)} does, without telling the client. */
    public Optional<Admission> enterSilently(String room) {
        return Optional.ofNullable(join(room, Admission.ALWAYS, () -> null));
    }

    private @Nullable Member join(String room, Admission admission, Supplier<@Nullable Payload> told) {
        return join(room, admission, told, DIRECTLY);
    }

    private @Nullable Member join(
            String room, Admission admission, Supplier<@Nullable Payload> told, Executor observers) {
        Names.room(room, maxRoomNameLength);
        @Nullable DeferredWrites writes;
        Member member = null;
        synchronized (this) {
            if (sealed || !connection.isOpen() || !admission.isValid() || rooms.containsKey(room)) {
                return null;
            }
            if (rooms.size() >= maxRooms) {
                throw new IllegalStateException(RegistryMessages.tooManyRooms(room, maxRooms));
            }
            writes = queue(told.get()); // before others find the member
            if (connection.isOpen()) { // the frame may have overflowed the queue
                member = registry.rooms().add(room, connection);
                rooms = CompactMap.with(rooms, room, member);
                additions++;
                registry.events().noteJoined(connection, room);
            }
        }
        write(writes);
        if (member != null) {
            observers.execute(() -> {
                registry.events().tellRoomUse(room);
                registry.events().tellRooms(connection);
            });
        }
        return member;
    }

    /** Leaves a room; false if it was not a member. */
    public boolean leave(String room) {
        return leave(room, Admission.ALWAYS);
    }

    /** Leaves a room if the admission is valid at that moment; false if it is not, or if it was not a member. */
    public boolean leave(String room, Admission admission) {
        return leave(room, admission, () -> connection.leftFrame(room));
    }

    /** Leaves a room as {@link #leave(String, Admission)} does, and tells observers elsewhere. */
    public boolean leave(String room, Admission admission, Executor observers) {
        return leave(room, admission, () -> connection.leftFrame(room), observers);
    }

    /** Leaves a room as the client asks, without telling it; false if it was not a member. */
    public boolean leaveSilently(String room) {
        return leaveSilently(room, Admission.ALWAYS);
    }

    /** Leaves a room as {@link #leave(String, Admission)} does, without telling the client. */
    public boolean leaveSilently(String room, Admission admission) {
        return leave(room, admission, () -> null);
    }

    private boolean leave(String room, Admission admission, Supplier<@Nullable Payload> told) {
        return leave(room, admission, told, DIRECTLY);
    }

    private boolean leave(String room, Admission admission, Supplier<@Nullable Payload> told, Executor observers) {
        Objects.requireNonNull(room, "room must not be null");
        @Nullable DeferredWrites writes;
        boolean untold;
        synchronized (this) {
            Member member = withdrawn || !admission.isValid() ? null : rooms.get(room);
            if (member == null) {
                return false;
            }
            rooms = CompactMap.without(rooms, room);
            registry.rooms().remove(room, member);
            writes = queue(told.get());
            untold = registry.events().cancelJoined(connection, room);
            if (!untold) {
                registry.events().noteLeft(connection, room);
            }
        }
        write(writes);
        observers.execute(() -> {
            registry.events().tellRoomUse(room);
            if (untold) {
                registry.events().tellJoinedAndLeft(connection, room);
            }
            registry.events().tellRooms(connection);
        });
        return true;
    }

    /** Tells observers that the join of a room with a position has been answered, if it still is a member. */
    public void answered(String room) {
        synchronized (this) {
            if (withdrawn || !rooms.containsKey(room)) {
                return;
            }
            registry.events().noteAnswered(connection, room);
        }
        registry.events().tellRooms(connection);
    }

    private @Nullable DeferredWrites queue(@Nullable Payload frame) {
        return frame == null ? null : connection.queue(frame);
    }

    private static void write(@Nullable DeferredWrites writes) {
        if (writes != null) {
            writes.end();
        }
    }

    /** Sets the user; null for none. A connection that is closing may lose its user, and gets no other. */
    public void setUser(@Nullable String userId) {
        String checked = userId == null ? null : Names.user(userId);
        String previous;
        synchronized (this) {
            if (withdrawn || Objects.equals(user, checked) || (sealed && checked != null)) {
                return;
            }
            previous = user;
            Member left = asUser;
            user = checked;
            // The new group first, so that an audience of both users finds the connection all the time.
            asUser = checked == null ? null : registry.users().add(checked, connection);
            additions++;
            if (previous != null && left != null) {
                registry.users().remove(previous, left);
            }
        }
        if (checked != null) {
            registry.events().tellUser(checked);
        }
        if (previous != null) {
            registry.events().tellUser(previous);
        }
    }

    /** Lists the rooms, also after the withdrawal, until it is forgotten. */
    public synchronized Set<String> rooms() {
        return rooms.isEmpty() ? Set.of() : Collections.unmodifiableSet(new LinkedHashSet<>(rooms.keySet()));
    }

    /** Tells whether it is in a room. */
    public synchronized boolean isIn(String room) {
        return rooms.containsKey(room);
    }

    /** Returns the user. */
    public synchronized @Nullable String user() {
        return user;
    }

    /** Refuses every later join. */
    public synchronized void seal() {
        sealed = true;
    }

    /**
     * Refuses every later join and begins a close, if the admission is valid at that moment: a leave comes before it
     * all, or after.
     *
     * @param close flips the connection's state; false if it was closing or closed
     */
    public synchronized Outcome seal(Admission admission, BooleanSupplier close) {
        if (!admission.isValid()) {
            return Outcome.NOT_ADMITTED;
        }
        sealed = true;
        return close.getAsBoolean() ? Outcome.QUEUED : Outcome.CLOSED;
    }

    /** Counts the groups joined so far; read without the lock. */
    int additions() {
        return additions;
    }

    /** Leaves every room and the user, and joins none again; both stay readable until {@link #forget()}. */
    synchronized void withdraw() {
        if (withdrawn) {
            return;
        }
        sealed = true;
        withdrawn = true;
        rooms.forEach((room, member) -> {
            registry.rooms().remove(room, member);
            registry.events().noteLeft(connection, room);
        });
        if (user != null && asUser != null) {
            registry.users().remove(user, asUser);
        }
        asUser = null;
    }

    /** Forgets the rooms of a withdrawn connection. */
    public synchronized void forget() {
        if (withdrawn) {
            rooms = Map.of();
        }
    }
}
