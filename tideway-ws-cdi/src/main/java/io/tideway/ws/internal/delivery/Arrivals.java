package io.tideway.ws.internal.delivery;

import io.tideway.ws.RoomPosition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Holds publications of one room that have to wait, up to a bound; guarded by the room's lock. */
final class Arrivals {
    private static final int MOST = 1000;

    private final List<Arrival> waiting = new ArrayList<>();
    private @Nullable RoomPosition first; // also where it is no longer held
    private boolean overrun;

    /**
     * Is one that waits.
     *
     * @param position its position
     * @param publication what it is
     */
    record Arrival(RoomPosition position, Publication publication) {}

    /** Adds a publication; beyond the bound none is held, since the log has them all. */
    void add(RoomPosition position, Publication publication) {
        first = first == null ? position : first;
        if (waiting.size() < MOST && !overrun) {
            waiting.add(new Arrival(position, publication));
        } else {
            overrun = true;
            waiting.clear();
        }
    }

    /** Tells whether there were more than it holds, which are to be read from the log. */
    boolean isOverrun() {
        return overrun;
    }

    int count() {
        return waiting.size();
    }

    /** Returns the offset of the first that came after a position of its log; the highest number if none is known. */
    long firstAfter(RoomPosition position) {
        long offset = first == null ? Long.MAX_VALUE : offsetAfter(position, first);
        for (int i = 0; i < waiting.size() && offset == Long.MAX_VALUE; i++) {
            offset = offsetAfter(position, waiting.get(i).position());
        }
        return offset;
    }

    private static long offsetAfter(RoomPosition position, RoomPosition arrived) {
        return arrived.epoch().equals(position.epoch()) && arrived.offset() > position.offset()
                ? arrived.offset()
                : Long.MAX_VALUE;
    }

    List<Arrival> all() {
        return List.copyOf(waiting);
    }

    /** Returns what comes after a position; null if something is missing in between. */
    @Nullable
    List<Arrival> after(RoomPosition position) {
        List<Arrival> rest = new ArrayList<>();
        RoomPosition last = position;
        for (Arrival arrival : waiting) {
            RoomPosition next = arrival.position();
            if (Positions.includes(position, next)) {
                continue;
            }
            if (next.epoch().equals(last.epoch()) && !Positions.isNext(last, next)) {
                return null;
            }
            rest.add(arrival);
            last = next;
        }
        return rest;
    }
}
