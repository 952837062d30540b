package io.tideway.ws.internal.centrifuge;

import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Limits how often one client may do something, from the first time on; a rate of 0 limits nothing. Not thread-safe.
 */
final class RateLimit {
    private final int rate;
    private final InstantSource clock;
    private @Nullable TokenBucket bucket; // none for the many clients that never do it

    RateLimit(int rate, InstantSource clock) {
        this.rate = rate;
        this.clock = clock;
    }

    /**
     * Counts one time.
     *
     * @throws Refusal if it is too often
     */
    void take() {
        if (rate > 0) {
            TokenBucket tokens = bucket == null ? new TokenBucket(rate, clock) : bucket;
            bucket = tokens;
            tokens.take();
        }
    }
}
