package io.tideway.ws.redis.internal;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Says how long to wait before the next attempt: longer each time, and a little differently on each node. What has not
 * been asked for a while starts over.
 */
final class Backoff {
    private static final long LEAST_MILLIS = 50;
    private static final long MOST_MILLIS = 1600;
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final LongSupplier clock;
    private long millis = LEAST_MILLIS;
    private long askedAt;

    Backoff() {
        this(System::nanoTime);
    }

    /** Creates one that measures time by a clock in nanoseconds. */
    Backoff(LongSupplier clock) {
        this.clock = clock;
        this.askedAt = clock.getAsLong();
    }

    /** Says how long to wait now. */
    Duration next() {
        return nextAfter(Duration.ZERO);
    }

    /**
     * Says how long to wait after an attempt that has failed. How long it took is a part of the wait: a server may have
     * come back just after it began.
     */
    Duration nextAfter(Duration attempt) {
        long now = clock.getAsLong();
        if (now - askedAt > QUIET_NANOS) {
            reset();
        }
        askedAt = now;
        long wait = millis + ThreadLocalRandom.current().nextLong(millis / 4 + 1);
        millis = Math.min(MOST_MILLIS, millis * 2);
        return Duration.ofMillis(Math.max(LEAST_MILLIS, wait - attempt.toMillis()));
    }

    /** Starts over. */
    void reset() {
        millis = LEAST_MILLIS;
    }
}
