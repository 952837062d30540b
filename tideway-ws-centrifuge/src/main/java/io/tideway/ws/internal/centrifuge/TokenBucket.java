package io.tideway.ws.internal.centrifuge;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Limits how often a client may do something: so many times a second, and as many at once; a rate of 0 limits nothing.
 * Not thread-safe.
 */
final class TokenBucket {
    private final int rate;
    private final InstantSource clock;
    private double tokens;
    private Instant refilled;

    /** Creates a full bucket. */
    TokenBucket(int rate, InstantSource clock) {
        this.rate = rate;
        this.clock = clock;
        this.tokens = rate;
        this.refilled = clock.instant();
    }

    /**
     * Takes a token.
     *
     * @throws Refusal if there is none
     */
    void take() {
        if (rate == 0) {
            return;
        }
        Instant now = clock.instant();
        double seconds = Duration.between(refilled, now).toMillis() / 1000.0;
        refilled = now;
        tokens = Math.min(rate, tokens + Math.max(0, seconds) * rate); // the wall clock may be set back
        if (tokens < 1) {
            throw new Refusal(ClientError.TOO_MANY_REQUESTS);
        }
        tokens--;
    }
}
