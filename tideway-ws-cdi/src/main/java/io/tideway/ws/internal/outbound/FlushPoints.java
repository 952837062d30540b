package io.tideway.ws.internal.outbound;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds who waits for which position of a queue; guarded by the queue's monitor.
 *
 * <p>There is one point for each position, however many wait for it, so there are never more points than payloads. A
 * point takes a few flushes, then one that all later callers share: a stuck queue may be asked forever while others
 * move.
 */
final class FlushPoints {
    /** A caller that waits for the same as an earlier one looks at so many; more would make many flushes slow. */
    private static final int MOST_UNSHARED = 8;

    private @Nullable Point first;
    private @Nullable Point last;

    /** Adds a new flush, which further callers share where many wait for this position already. */
    void addNew(int position, Flush flush) {
        Point point = add(position, flush);
        if (point.shared == null && point.flushes.size() > MOST_UNSHARED) {
            point.shared = flush;
        }
    }

    private Point add(int position, Flush flush) {
        Point end = last;
        if (end != null && end.position == position) {
            end.flushes.add(flush);
            return end;
        }
        Point point = new Point(position, flush);
        if (end == null) {
            first = point;
        } else {
            end.next = point;
        }
        last = point;
        return point;
    }

    boolean isEmpty() {
        return first == null;
    }

    /** Adds a flush that waits for more than the callers before it, unless it waits for this position already. */
    boolean addOnce(int position, Flush flush) {
        Point end = last;
        if (end != null && end.position == position && end.flushes.contains(flush)) {
            return false;
        }
        add(position, flush);
        return true;
    }

    /** Returns the flushes that wait for a position, which is the last one. */
    List<Flush> at(int position) {
        Point end = last;
        return end == null || end.position != position ? List.of() : List.copyOf(end.flushes);
    }

    /**
     * Returns the flush that further callers share who wait for a position, which is the last one; null while few wait.
     */
    @Nullable
    Flush sharedAt(int position) {
        Point end = last;
        return end == null || end.position != position ? null : end.shared;
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
        private @Nullable Flush shared;
        private @Nullable Point next;

        Point(int position, Flush flush) {
            this.position = position;
            flushes.add(flush);
        }
    }
}
