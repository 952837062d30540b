package io.tideway.ws.redis.internal;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Says how long to wait before the next attempt: longer each time, and a little differently on each node. What has not
 * been asked for a while starts over.
 */
final class Backoff {
    private static final long LEAST_MILLIS = 50;
    private static final long MOST_MILLIS = 1600;
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(5);

    private long millis = LEAST_MILLIS;
    private long askedAt = System.nanoTime();

    /** Says how long to wait now. */
    Duration next() {
        long now = System.nanoTime();
        if (now - askedAt > QUIET_NANOS) {
            reset();
        }
        askedAt = now;
        long wait = millis + ThreadLocalRandom.current().nextLong(millis / 4 + 1);
        millis = Math.min(MOST_MILLIS, millis * 2);
        return Duration.ofMillis(wait);
    }

    /** Starts over. */
    void reset() {
        millis = LEAST_MILLIS;
    }
}
