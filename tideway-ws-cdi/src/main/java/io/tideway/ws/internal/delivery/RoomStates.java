package io.tideway.ws.internal.delivery;

import io.tideway.ws.RoomOptions;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the state of the rooms that are used on this node.
 *
 * <p>A state begins with the first use of a room, which asks for its options, and ends with the upkeep that finds the
 * room without members. Thread-safe.
 */
final class RoomStates {
    private final boolean kept;
    private final RoomOptionsLookup lookup;
    private final LogContext context;
    private final LongSupplier nanos;
    private final ConcurrentMap<String, RoomState> states = new ConcurrentHashMap<>();
    private final AtomicLong shortestAge = new AtomicLong(Long.MAX_VALUE); // in nanoseconds

    RoomStates(RoomOptionsLookup lookup, LogContext context, LongSupplier nanos) {
        this(true, lookup, context, nanos);
    }

    private RoomStates(boolean kept, RoomOptionsLookup lookup, LogContext context, LongSupplier nanos) {
        this.kept = kept;
        this.lookup = lookup;
        this.context = context;
        this.nanos = nanos;
    }

    /** Returns what keeps no state, since no room remembers anything. */
    RoomStates none() {
        return new RoomStates(false, lookup, context, nanos);
    }

    /** Tells whether any room may remember anything. */
    boolean areKept() {
        return kept;
    }

    /** Returns the state of a room, and makes one if there is none. */
    RoomState of(String room) {
        while (kept) {
            RoomState known = states.get(room);
            if (known != null && !known.isRetired()) {
                return known;
            }
            if (known != null) {
                states.remove(room, known);
            }
            RoomState made = new RoomState(room, lookup.optionsOf(room), context, nanos.getAsLong());
            if (made.log != null) {
                shortestAge.accumulateAndGet(made.log.retention.age().toNanos(), Math::min);
            }
            if (states.putIfAbsent(room, made) == null) {
                return made;
            }
        }
        return new RoomState(room, RoomOptions.none(), context, 0); // not kept, since no upkeep would forget it
    }

    /** Returns the shortest age of a log that a room has had, in nanoseconds; the highest number if there was none. */
    long shortestAge() {
        return shortestAge.get();
    }

    /** Returns the state of a room that is used; null where it is not. */
    @Nullable
    RoomState used(String room) {
        return states.get(room);
    }

    /** Returns the log of a room that is used and keeps one; null where there is none. */
    @Nullable
    LoggedRoom usedLog(String room) {
        RoomState state = states.get(room);
        return state == null ? null : state.log;
    }

    void forEach(BiConsumer<String, RoomState> action) {
        states.forEach(action);
    }

    /** Forgets the state of a room if it can be retired; false if it is still used. */
    boolean retire(String room, RoomState state) {
        boolean retired = state.retireIf(() -> context.registry().rooms().size(room) == 0);
        if (retired) {
            states.remove(room, state);
        }
        return retired;
    }
}
