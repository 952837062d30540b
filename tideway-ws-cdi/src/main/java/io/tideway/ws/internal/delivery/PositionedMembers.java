package io.tideway.ws.internal.delivery;

import io.tideway.ws.RoomPosition;
import io.tideway.ws.internal.registry.LocalConnection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Knows the connections that join, or have joined, one room with a position; guarded by the lock of the room. */
final class PositionedMembers {
    private final Map<LocalConnection, PositionedJoin> joins = new HashMap<>(2); // those that hold something back
    private final Set<LocalConnection> members = new HashSet<>(2); // whose joins have been answered

    /** Begins a join; false if the connection is joining already. */
    boolean begin(LocalConnection connection, PositionedJoin join) {
        return joins.putIfAbsent(connection, join) == null;
    }

    /** Tells whether a connection is joining and has not been answered. */
    boolean isJoining(LocalConnection connection) {
        return joins.containsKey(connection) && !members.contains(connection);
    }

    /** Tells whether a join is under way. */
    boolean isUnderWay(LocalConnection connection, PositionedJoin join) {
        return joins.get(connection) == join;
    }

    /** Ends a join; false if it has ended. */
    boolean end(LocalConnection connection, PositionedJoin join) {
        return joins.remove(connection, join);
    }

    /** Offers a publication to the join of a connection; false if the connection gets it now. */
    boolean take(LocalConnection connection, RoomPosition position, Publication publication) {
        PositionedJoin join = joins.isEmpty() ? null : joins.get(connection);
        return join != null && join.takes(position, publication);
    }

    /** Lets a member that has been answered go live: it gets everything after a position. */
    void goLive(LocalConnection connection, RoomPosition position, @Nullable RoomPosition delivered) {
        members.add(connection);
        if (delivered != null && Positions.includes(delivered, position)) {
            joins.remove(connection);
        }
    }

    /** Ends the joins that need not be asked any longer, since everything up to a position has been delivered. */
    void delivered(RoomPosition position) {
        if (!joins.isEmpty()) {
            joins.values().removeIf(join -> join.isLiveAfter(position));
        }
    }

    /** Forgets a connection that is not a member, unless it is about to become one. */
    void left(LocalConnection connection) {
        members.remove(connection);
        joins.computeIfPresent(connection, (same, join) -> join.hasJoined() ? null : join);
    }

    /** Forgets all whose joins have been answered, and lists them. */
    List<LocalConnection> forget() {
        List<LocalConnection> all = List.copyOf(members);
        members.clear();
        joins.keySet().removeAll(all);
        return all;
    }

    /** Tells whether no join is under way. */
    boolean areIdle() {
        return joins.isEmpty();
    }
}
