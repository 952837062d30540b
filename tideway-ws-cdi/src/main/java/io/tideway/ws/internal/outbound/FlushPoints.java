package io.tideway.ws.internal.outbound;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Holds who waits for which position of a queue; guarded by the queue's monitor.
 *
 * <p>There is one point for each position, however many wait for it. Where payloads are dropped, the points up to them
 * all wait for the write in flight and become one, so there are never more points than payloads and one. A point takes
 * a few flushes, then one that all later callers share: a stuck queue may be asked forever while others move, or while
 * it drops the oldest.
 */
final class FlushPoints {
    /** A caller that waits for the same as an earlier one looks at so many; more would make many flushes slow. */
    private static final int MOST_UNSHARED = 8;

    private @Nullable Point first;
    private @Nullable Point last;
    private Set<Flush> merged = Set.of(); // wait for the write in flight, whose position is before the first point's
    private @Nullable Flush mergedShared;

    /** Adds a new flush, which further callers share where many wait for this position already. */
    void addNew(int position, Flush flush) {
        Point point = append(position, flush);
        if (point.shared == null && point.flushes.size() > MOST_UNSHARED) {
            point.shared = flush;
        }
    }

    private Point append(int position, Flush flush) {
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

    /** Has all flushes wait for one payload more, which has come before those that they wait for. */
    void shift() {
        for (Point point = first; point != null; point = point.next) {
            point.position++;
        }
    }

    boolean isEmpty() {
        return first == null && merged.isEmpty();
    }

    /** Has all flushes up to a position wait for the same, the write in flight: what they waited for was dropped. */
    void merge(int position) {
        for (Point point = passed(position, first); point != null; point = point.next) {
            if (merged.isEmpty()) {
                merged = new HashSet<>();
            }
            for (Flush flush : point.flushes) {
                if (!merged.add(flush)) {
                    flush.passed(); // it still waits for the other
                }
                mergedShared = merged.size() > MOST_UNSHARED && mergedShared == null ? flush : mergedShared;
            }
        }
    }

    /** Adds a flush that waits for more than the callers before it, unless it waits for this position already. */
    boolean addOnce(int position, Flush flush) {
        Point end = last;
        if (end != null && end.position == position && end.flushes.contains(flush)) {
            return false;
        }
        append(position, flush);
        return true;
    }

    /** Returns the flushes that wait for a position, which is the last one. */
    List<Flush> at(int position) {
        Point end = last;
        return end == null || end.position != position ? List.of() : List.copyOf(end.flushes);
    }

    /**
     * Returns the flush that further callers share who wait for a position, which is not before any point's; null while
     * few wait.
     */
    @Nullable
    Flush sharedAt(int position) {
        Point end = last;
        return end == null || end.position != position || end.shared == null ? mergedShared : end.shared;
    }

    /** Takes off all points up to a position. */
    Passed passed(int position) {
        Point points = passed(position, first);
        if (points == null && merged.isEmpty()) {
            return Passed.NONE;
        }
        Passed passed = new Passed(merged, points);
        merged = Set.of();
        mergedShared = null;
        return passed;
    }

    private @Nullable Point passed(int position, @Nullable Point start) {
        if (start == null || start.position - position > 0) {
            return null;
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
        return start;
    }

    /** Holds the points that were taken off, to be told without the monitor. */
    static final class Passed {
        static final Passed NONE = new Passed(Set.of(), null);

        private final Set<Flush> merged;
        private final @Nullable Point first;

        private Passed(Set<Flush> merged, @Nullable Point first) {
            this.merged = merged;
            this.first = first;
        }

        void tell() {
            merged.forEach(Flush::passed);
            for (Point point = first; point != null; point = point.next) {
                point.flushes.forEach(Flush::passed);
            }
        }
    }

    private static final class Point {
        private int position;
        private final List<Flush> flushes = new ArrayList<>(1);
        private @Nullable Flush shared;
        private @Nullable Point next;

        Point(int position, Flush flush) {
            this.position = position;
            flushes.add(flush);
        }
    }
}
