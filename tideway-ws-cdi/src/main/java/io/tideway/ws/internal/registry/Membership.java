package io.tideway.ws.internal.registry;

import io.tideway.ws.internal.Messages;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Holds the rooms and the user of one connection; the registry's indices follow it under its lock.
 *
 * <p>A connection that begins to close is sealed first, under the same lock that joins take, so nothing joins after its
 * close. Thread-safe; listeners are called without the lock.
 */
public final class Membership {
    private final Registry registry;
    private final int maxRooms;
    private final int maxRoomNameLength;

    // Guarded by this.
    private Map<String, Seat> rooms = Map.of();
    private @Nullable Seat userSeat;
    private @Nullable String user;
    private boolean sealed;
    private boolean withdrawn;

    /** Creates a membership without rooms and user. */
    public Membership(Registry registry, int maxRooms, int maxRoomNameLength) {
        this.registry = registry;
        this.maxRooms = maxRooms;
        this.maxRoomNameLength = maxRoomNameLength;
    }

    /** Joins a room; false if it was a member, or is closing. */
    boolean join(Peer peer, String room) {
        Names.room(room, maxRoomNameLength);
        synchronized (this) {
            if (sealed || rooms.containsKey(room)) {
                return false;
            }
            if (rooms.size() >= maxRooms) {
                throw new IllegalStateException(Messages.tooManyRooms(room, maxRooms));
            }
            if (rooms.isEmpty()) {
                rooms = new LinkedHashMap<>(1);
            }
            rooms.put(room, registry.roomIndex().add(room, peer));
        }
        registry.listener().joined(peer, room);
        return true;
    }

    /** Leaves a room; false if it was no member. */
    boolean leave(Peer peer, String room) {
        Objects.requireNonNull(room, "room must not be null");
        synchronized (this) {
            Seat seat = withdrawn ? null : rooms.get(room);
            if (seat == null) {
                return false;
            }
            rooms.remove(room);
            registry.roomIndex().remove(room, seat);
        }
        registry.listener().left(peer, room);
        return true;
    }

    /** Says whose connection it is; null for nobody's. */
    void setUser(Peer peer, @Nullable String userId) {
        String checked = userId == null ? null : Names.user(userId);
        synchronized (this) {
            if (withdrawn || Objects.equals(user, checked)) {
                return;
            }
            if (user != null && userSeat != null) {
                registry.userIndex().remove(user, userSeat);
            }
            user = checked;
            userSeat = checked == null ? null : registry.userIndex().add(checked, peer);
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

    /** Leaves every room and the user, for good; the names stay readable until {@link #forget()}. */
    void withdraw(Peer peer) {
        Map<String, Seat> left;
        synchronized (this) {
            if (withdrawn) {
                return;
            }
            sealed = true;
            withdrawn = true;
            left = rooms;
            left.forEach((room, seat) -> registry.roomIndex().remove(room, seat));
            if (user != null && userSeat != null) {
                registry.userIndex().remove(user, userSeat);
            }
            userSeat = null;
        }
        left.keySet().forEach(room -> registry.listener().left(peer, room));
    }

    /** Forgets the rooms of a withdrawn connection. */
    public synchronized void forget() {
        if (withdrawn) {
            rooms = Map.of();
        }
    }
}
