package io.tideway.ws.internal.delivery;

import io.tideway.ws.RoomPosition;
import io.tideway.ws.internal.registry.LocalConnection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
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

    /** Tells whether every live member has a publication already, or all of its log before it. */
    boolean allExpect(RoomPosition position) {
        return joins.values().stream()
                .flatMap(join -> join.liveAfter().stream())
                .allMatch(after -> Positions.isNext(after, position) || Positions.includes(after, position));
    }

    /** Returns after which offset of a log the first of them is live; the highest number if none is. */
    long firstLive(String epoch) {
        return joins.values().stream()
                .flatMap(join -> join.liveAfter().stream())
                .filter(position -> position.epoch().equals(epoch))
                .mapToLong(RoomPosition::offset)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /** Forgets those whose joins have been answered, except those that are live after a position or later. */
    List<LocalConnection> forgetThoseBefore(RoomPosition position) {
        return forget(connection -> live(connection)
                .filter(after -> Positions.includes(after, position))
                .isEmpty());
    }

    /** Forgets those that are live in another log than that of a position. */
    List<LocalConnection> forgetOthers(RoomPosition position) {
        return joins.isEmpty()
                ? List.of()
                : forget(connection -> live(connection)
                        .filter(after -> !after.epoch().equals(position.epoch()))
                        .isPresent());
    }

    private Optional<RoomPosition> live(LocalConnection connection) {
        PositionedJoin join = joins.get(connection);
        return join == null ? Optional.empty() : join.liveAfter();
    }

    private List<LocalConnection> forget(Predicate<LocalConnection> which) {
        List<LocalConnection> forgotten = members.stream().filter(which).toList();
        forgotten.forEach(connection -> {
            members.remove(connection);
            joins.remove(connection);
        });
        return forgotten;
    }

    /** Tells whether no join is under way. */
    boolean areIdle() {
        return joins.isEmpty();
    }
}
