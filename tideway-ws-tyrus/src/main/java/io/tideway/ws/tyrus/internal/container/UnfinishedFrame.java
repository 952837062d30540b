package io.tideway.ws.tyrus.internal.container;

import io.tideway.ws.internal.threads.UnexpectedErrors;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Watches how long one connection takes to send a frame to its end, since half a frame holds memory.
 *
 * <p>{@link #part} and {@link #complete} are called by one thread at a time. At most one task of the timer is pending
 * for a connection, and none a while after its last unfinished frame.
 */
final class UnfinishedFrame {
    private static final int TOLERANCE = 4;
    private static final long LONGEST_TOLERANCE = TimeUnit.SECONDS.toNanos(1);

    private final ScheduledExecutorService timer;
    private final Duration limit;
    private final Runnable overdue;
    private final AtomicBoolean watched = new AtomicBoolean();
    private volatile boolean underWay;
    private volatile long since;
    private volatile @Nullable Future<?> nextLook;
    private volatile boolean cancelled;

    /**
     * Creates a watch of a connection without an unfinished frame.
     *
     * @param limit how long a frame may take
     * @param overdue called on the timer's thread when one has taken longer
     */
    UnfinishedFrame(ScheduledExecutorService timer, Duration limit, Runnable overdue) {
        this.timer = timer;
        this.limit = limit;
        this.overdue = overdue;
    }

    /** Records that a part of a frame has arrived, and not all of it. */
    void part() {
        if (!underWay) {
            since = System.nanoTime();
            underWay = true;
        }
        if (!watched.get()) { // also where an earlier part could not be watched
            watch(Math.max(1, since + limit.toNanos() - System.nanoTime()));
        }
    }

    /** Records that a frame is complete. */
    void complete() {
        if (underWay) {
            underWay = false;
        }
    }

    /** Gives a frame that is under way all its time again; on any thread. */
    void restart() {
        if (underWay) {
            since = System.nanoTime();
            watch(limit.toNanos());
        }
    }

    /** Ends the watch, so that the timer holds nothing of a connection that has ended; on any thread. */
    void cancel() {
        cancelled = true;
        Future<?> look = nextLook;
        if (look != null) {
            look.cancel(false);
        }
    }

    /** Tells whether a frame is under way that has taken too long. */
    boolean isOverdue() {
        return underWay && System.nanoTime() - since >= limit.toNanos();
    }

    private void watch(long nanos) {
        if (!cancelled && watched.compareAndSet(false, true)) {
            long due = System.nanoTime() + nanos;
            try {
                Future<?> look = timer.schedule(() -> look(due), nanos, TimeUnit.NANOSECONDS);
                nextLook = look;
                if (cancelled) { // meanwhile
                    look.cancel(false);
                }
            } catch (RejectedExecutionException serverStops) {
                // Every connection ends now.
            } catch (RuntimeException | Error e) {
                watched.set(false);
                UnexpectedErrors.reportTask(e);
            }
        }
    }

    private void look(long due) {
        nextLook = null;
        watched.set(false);
        if (!underWay || cancelled) {
            return;
        }
        long late = System.nanoTime() - due;
        if (late > Math.min(LONGEST_TOLERANCE, limit.toNanos() / TOLERANCE)) {
            restart(); // since the process has stood still, and what has arrived meanwhile has not been read
        } else if (isOverdue()) {
            overdue.run();
        } else {
            watch(Math.max(1, since + limit.toNanos() - System.nanoTime()));
        }
    }
}
