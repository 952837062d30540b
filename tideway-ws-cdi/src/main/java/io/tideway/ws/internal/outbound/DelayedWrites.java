package io.tideway.ws.internal.outbound;

import io.tideway.ws.internal.threads.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds the queues whose messages wait for the same write delay, and has them written together.
 *
 * <p>One timer for all of them, since one each would cost more than the writes that it saves. While anything waits, it
 * runs every half of the delay and takes what came before its last run: so each queue waits for half of the delay at
 * least, and for all of it at most. Thread-safe.
 */
final class DelayedWrites {
    private final Duration period;
    private final Timer timer;
    private final Flusher flusher;

    private List<WritingQueue> gathering = new ArrayList<>(); // guarded by this; since the timer's last run
    private List<WritingQueue> gathered = List.of(); // guarded by this; before
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
    void add(WritingQueue queue) {
        synchronized (this) {
            gathering.add(queue);
            if (running) {
                return;
            }
            running = true;
        }
        timer.after(period, this::tick);
    }

    private void tick() {
        List<WritingQueue> due;
        boolean more;
        synchronized (this) {
            due = gathered;
            gathered = gathering;
            gathering = new ArrayList<>();
            more = !gathered.isEmpty();
            running = more;
        }
        if (more) {
            timer.after(period, this::tick);
        }
        if (!due.isEmpty()) {
            flusher.writeDelayed(due);
        }
    }
}
