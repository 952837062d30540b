package io.tideway.ws.internal.centrifuge;

import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Limits how often one client may do something, from the first time on; a rate of 0 limits nothing. Thread-safe, since
 * what something has cost is known on any thread.
 */
final class RateLimit {
    private final int rate;
    private final InstantSource clock;
    private @Nullable TokenBucket bucket; // guarded by this; none for the many clients that never do it

    RateLimit(int rate, InstantSource clock) {
        this.rate = rate;
        this.clock = clock;
    }

    /**
     * Counts one time.
     *
     * @throws ClientErrorException if it is too often
     */
    synchronized void take() {
        if (rate > 0) {
            TokenBucket tokens = bucket == null ? new TokenBucket(rate, clock) : bucket;
            bucket = tokens;
            tokens.take();
        }
    }

    /** Counts what was done as so many times more, up to all that are left. */
    synchronized void charge(long times) {
        if (bucket != null) {
            bucket.charge(times);
        }
    }
}
