package io.tideway.ws.internal.outbound;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds who waits for which position of a queue; guarded by the lane's monitor.
 *
 * <p>There is one point for each position, however many wait for it, so there are never more points than payloads.
 */
final class FlushPoints {
    /** A flush that shares with another looks at so many; more would make many flushes slow. */
    private static final int MOST_SHOWN = 8;

    private @Nullable Point first;
    private @Nullable Point last;

    void add(int position, Flush flush) {
        Point end = last;
        if (end != null && end.position == position) {
            end.flushes.add(flush);
            return;
        }
        Point point = new Point(position, flush);
        if (end == null) {
            first = point;
        } else {
            end.next = point;
        }
        last = point;
    }

    boolean isEmpty() {
        return first == null;
    }

    /** Returns the latest flushes that wait for a position, which is the last one. */
    List<Flush> at(int position) {
        Point end = last;
        if (end == null || end.position != position) {
            return List.of();
        }
        int size = end.flushes.size();
        return List.copyOf(end.flushes.subList(Math.max(0, size - MOST_SHOWN), size));
    }

    /** Takes off all points up to a position. */
    Passed passed(int position) {
        Point start = first;
        if (start == null || start.position - position > 0) {
            return Passed.NONE;
        }
        Point end = start;
        Point next = end.next;
        while (next != null && next.position - position <= 0) {
            end = next;
            next = end.next;
        }
        end.next = null;
        first = next;
        if (next == null) {
            last = null;
        }
        return new Passed(start);
    }

    /** Holds the points that were taken off, to be told without the monitor. */
    static final class Passed {
        static final Passed NONE = new Passed(null);

        private final @Nullable Point first;

        private Passed(@Nullable Point first) {
            this.first = first;
        }

        void tell() {
            for (Point point = first; point != null; point = point.next) {
                point.flushes.forEach(Flush::passed);
            }
        }
    }

    private static final class Point {
        private final int position;
        private final List<Flush> flushes = new ArrayList<>(1);
        private @Nullable Point next;

        Point(int position, Flush flush) {
            this.position = position;
            flushes.add(flush);
        }
    }
}
