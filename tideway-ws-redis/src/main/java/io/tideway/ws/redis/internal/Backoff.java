package io.tideway.ws.redis.internal;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Says how long to wait before the next attempt: longer each time, and a little differently on each node. */
final class Backoff {
    private static final long LEAST_MILLIS = 50;
    private static final long MOST_MILLIS = 1600;

    private long millis = LEAST_MILLIS;

    Duration next() {
        long now = millis + ThreadLocalRandom.current().nextLong(millis / 4 + 1);
        millis = Math.min(MOST_MILLIS, millis * 2);
        return Duration.ofMillis(now);
    }

    void reset() {
        millis = LEAST_MILLIS;
    }
}
