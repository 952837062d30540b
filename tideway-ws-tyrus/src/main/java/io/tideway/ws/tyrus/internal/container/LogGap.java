package io.tideway.ws.tyrus.internal.container;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Lets a log line through that may be due thousands of times a second, at most once a minute. Thread-safe. */
final class LogGap {
    private static final long GAP_NANOS = Duration.ofMinutes(1).toNanos();

    private final AtomicLong next = new AtomicLong(System.nanoTime());

    /** Tells whether the line may be logged; true begins the next gap. */
    boolean isOver() {
        long due = next.get();
        long now = System.nanoTime();
        return now - due >= 0 && next.compareAndSet(due, now + GAP_NANOS);
    }
}
