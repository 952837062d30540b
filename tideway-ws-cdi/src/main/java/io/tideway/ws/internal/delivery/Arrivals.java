package io.tideway.ws.internal.delivery;

import io.tideway.ws.RoomPosition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Holds publications of one room that have to wait, up to a bound; guarded by the room's lock. */
final class Arrivals {
    private static final int MOST = 1000;

    private final List<Arrival> waiting = new ArrayList<>();
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
