package io.tideway.ws.internal.delivery;

import io.tideway.ws.RoomOptions;
import io.tideway.ws.internal.registry.LocalConnection;
import io.tideway.ws.spi.LogRetention;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Holds what this node knows of a room while it is used: its options, its log, its members' joins; thread-safe. */
final class RoomState {
    final RoomOptions options;
    final @Nullable LoggedRoom log;
    final Map<LocalConnection, Instant> joinedAt =
            new ConcurrentHashMap<>(2); // of rooms with presence, or joins and leaves
    final Set<LocalConnection> untold = ConcurrentHashMap.newKeySet(2); // members whose joins are not told yet
    final AtomicInteger refreshes = new AtomicInteger(); // of the presence, that wait for their turn
    final AtomicBoolean retainDue = new AtomicBoolean(); // claimed by upkeep, which makes the call in its turn
    volatile long retainedAt;
    volatile long refreshedAt; // the presence
    private volatile boolean retired; // changed under this

    RoomState(String name, RoomOptions options, LogContext context, long now) {
        this.options = options;
        this.log = options.hasHistory()
                ? new LoggedRoom(name, new LogRetention(options.historySize(), options.historyAge()), context)
                : null;
        this.retainedAt = now;
        this.refreshedAt = now;
    }

    boolean tellsMembers() {
        return options.hasPresence() || options.hasJoinLeave();
    }

    /** Notes a member; false if this is retired, so that another one is to be asked. */
    synchronized boolean add(LocalConnection connection, Instant now) {
        if (!retired && tellsMembers()) {
            joinedAt.put(connection, now);
        }
        return !retired;
    }

    boolean isRetired() {
        return retired;
    }

    /** Retires this if the room has no members and nothing is under way; the next use makes another one. */
    synchronized boolean retireIf(BooleanSupplier hasNoMembers) {
        if (!retired) {
            retired = hasNoMembers.getAsBoolean() && joinedAt.isEmpty() && (log == null || log.retireIfUnused());
        }
        return retired;
    }
}
