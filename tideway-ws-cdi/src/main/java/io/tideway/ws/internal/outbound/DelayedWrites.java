package io.tideway.ws.internal.outbound;

import io.tideway.ws.internal.threads.Timer;
import io.tideway.ws.internal.threads.UnexpectedErrors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds the queues whose messages wait for the same write delay, and has them written together.
 *
 * <p>One timer for all of them, since one each would cost more than the writes that it saves. While anything waits, it
 * runs every half of the delay and takes what came before its last run, so no queue waits for longer than the delay.
 * Thread-safe.
 */
final class DelayedWrites {
    private final Duration period;
    private final Timer timer;
    private final Flusher flusher;
    private final Runnable ticks = this::tick;

    private List<DelayingQueue> gathering = new ArrayList<>(); // guarded by this; since the timer's last run
    private List<DelayingQueue> gathered = List.of(); // guarded by this; before
    private boolean running; // guarded by this; the timer is going to run

    /**
     * Creates one for a delay.
     *
     * @param delay in nanoseconds
     * @param flusher what writes once the delay has passed
     */
    DelayedWrites(long delay, Timer timer, Flusher flusher) {
        this.period = Duration.ofNanos(delay / 2);
        this.timer = timer;
        this.flusher = flusher;
    }

    /** Adds a queue; one that is written sooner need not be removed. */
    void add(DelayingQueue queue) {
        synchronized (this) {
            gathering.add(queue);
            if (running) {
                return;
            }
            running = true;
        }
        schedule();
    }

    private void schedule() {
        try {
            timer.after(period, ticks);
        } catch (RuntimeException | Error e) {
            stopped();
            throw e;
        }
    }

    private void tick() {
        List<DelayingQueue> due = List.of();
        try {
            List<DelayingQueue> next = new ArrayList<>();
            boolean more;
            synchronized (this) {
                due = gathered;
                gathered = gathering;
                gathering = next;
                more = !gathered.isEmpty();
                running = more;
            }
            if (more) {
                schedule();
            }
        } catch (RuntimeException | Error e) {
            stopped();
            UnexpectedErrors.report(e);
        }
        flusher.writeDelayed(due);
    }

    /**
     * Has the next message start the timer again, which cannot run now; what waits leaves after that, or with a ping.
     */
    private synchronized void stopped() {
        running = false;
    }
}
