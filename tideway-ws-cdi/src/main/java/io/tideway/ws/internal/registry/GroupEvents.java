package io.tideway.ws.internal.registry;

import io.tideway.ws.Target;
import io.tideway.ws.internal.threads.ReliableExecutor;
import java.util.List;
import java.util.function.Function;

/**
 * Notes which rooms and users connections belong to, and tells listeners in the order of the changes; thread-safe.
 *
 * <p>Changes are noted within the step that makes them, and told without a lock.
 */
final class GroupEvents {
    private final Listeners<MembershipListener> membershipListeners;
    private final OrderedEvents<LocalConnection, MembershipListener> roomEvents;
    private final OrderedEvents<String, UserListener> userEvents;
    private final OrderedEvents<Target, UseListener> use;

    GroupEvents(
            List<MembershipListener> membership,
            List<UserListener> user,
            ReliableExecutor executor,
            List<UseListener> useListeners) {
        this.membershipListeners = new Listeners<>(membership);
        this.roomEvents = new OrderedEvents<>(membershipListeners, executor);
        this.userEvents = new OrderedEvents<>(new Listeners<>(user), executor);
        this.use = new OrderedEvents<>(new Listeners<>(useListeners), executor);
    }

    /** Returns what notes the first and the last member of rooms. */
    Occupancy ofRooms() {
        return use.hasListeners() ? noteUse(Target::room) : Occupancy.UNOBSERVED;
    }

    /** Returns what notes the first and the last connection of users. */
    Occupancy ofUsers() {
        return Occupancy.both(
                userEvents.hasListeners() ? noteUsers() : Occupancy.UNOBSERVED,
                use.hasListeners() ? noteUse(Target::user) : Occupancy.UNOBSERVED);
    }

    /** Notes that a connection has joined a room; called under the lock of its membership. */
    void noteJoined(LocalConnection connection, String room) {
        if (roomEvents.hasListeners()) {
            roomEvents.noteBeginning(connection, room, listener -> listener.joined(connection, room));
        }
    }

    /** Notes that a member's join with a position has been answered; called under the lock of its membership. */
    void noteAnswered(LocalConnection connection, String room) {
        if (roomEvents.hasListeners()) {
            // Beyond the bound only the last one of a member waits, until the member leaves.
            roomEvents.noteBeginning(connection, new Answered(room), listener -> listener.answered(connection, room));
        }
    }

    private record Answered(String room) {}

    /** Notes that a connection has left a room; called under the lock of its membership. */
    void noteLeft(LocalConnection connection, String room) {
        if (roomEvents.hasListeners()) {
            roomEvents.note(connection, listener -> listener.left(connection, room));
        }
    }

    /**
     * Takes back that a connection has joined a room which it leaves now, and that its join has been answered, as far
     * as they wait beyond the bound; called under the lock of its membership.
     *
     * @return false if the join stays, so that {@link #noteLeft} is to follow; otherwise {@link #tellJoinedAndLeft} is
     *     to follow, without the lock
     */
    boolean cancelJoined(LocalConnection connection, String room) {
        roomEvents.cancel(connection, new Answered(room)); // also where listeners know of the join
        return roomEvents.cancel(connection, room);
    }

    /** Tells listeners of a join that was taken back. */
    void tellJoinedAndLeft(LocalConnection connection, String room) {
        membershipListeners.tell(listener -> listener.joinedAndLeft(connection, room));
    }

    private Occupancy noteUsers() {
        return new Occupancy() {
            @Override
            public void occupied(String userId) {
                userEvents.noteBeginning(userId, userId, listener -> listener.connected(userId));
            }

            @Override
            public void emptied(String userId) {
                if (!userEvents.cancel(userId, userId)) {
                    userEvents.note(userId, listener -> listener.disconnected(userId));
                }
            }
        };
    }

    private Occupancy noteUse(Function<String, Target> targets) {
        return new Occupancy() {
            @Override
            public void occupied(String name) {
                Target group = targets.apply(name);
                use.noteBeginning(group, group, listener -> listener.occupied(group));
            }

            @Override
            public void emptied(String name) {
                Target group = targets.apply(name);
                if (!use.cancel(group, group)) {
                    use.note(group, listener -> listener.emptied(group));
                }
            }
        };
    }

    /** Tells listeners whether a room has members; called without a lock. */
    void tellRoomUse(String room) {
        tellUse(Target.room(room));
    }

    private void tellUse(Target group) {
        if (use.hasListeners()) {
            use.tell(group);
        }
    }

    /** Tells listeners which rooms a connection has joined and left; called without a lock. */
    void tellRooms(LocalConnection connection) {
        if (roomEvents.hasListeners()) {
            roomEvents.tell(connection);
        }
    }

    /** Tells listeners whether a user has come or gone; called without a lock. */
    void tellUser(String userId) {
        tellUse(Target.user(userId));
        if (userEvents.hasListeners()) {
            userEvents.tell(userId);
        }
    }

    /**
     * Tells listeners of the rooms and the user that a removed connection has left.
     *
     * @param told runs after that, on another thread if one is telling listeners of this connection
     */
    void tellLeft(LocalConnection connection, Runnable told) {
        if (use.hasListeners()) {
            connection.membership().rooms().forEach(room -> tellUse(Target.room(room)));
        }
        roomEvents.noteStep(connection, () -> {
            String user = connection.membership().user();
            if (user != null) {
                tellUser(user);
            }
            told.run();
        });
        roomEvents.tell(connection);
    }
}
