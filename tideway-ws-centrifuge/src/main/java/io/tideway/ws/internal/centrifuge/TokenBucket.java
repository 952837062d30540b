package io.tideway.ws.internal.centrifuge;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * Limits how often a client may do something: so many times a second, and as many at once; a rate of 0 limits nothing.
 * Not thread-safe.
 */
final class TokenBucket {
    private static final long ONE_TOKEN = 1_000_000_000;
    private static final long SECOND_IN_NANOS = 1_000_000_000;

    private final int rate;
    private final InstantSource clock;
    private long nanoTokens; // a whole number, so that nothing is lost however often it is asked
    private Instant refilled;

    /** Creates a full bucket. */
    TokenBucket(int rate, InstantSource clock) {
        this.rate = rate;
        this.clock = clock;
        this.nanoTokens = rate * ONE_TOKEN;
        this.refilled = clock.instant();
    }

    /**
     * Takes a token.
     *
     * @throws ClientErrorException if there is none
     */
    void take() {
        if (rate == 0) {
            return;
        }
        refill();
        if (nanoTokens < ONE_TOKEN) {
            throw new ClientErrorException(ClientError.TOO_MANY_REQUESTS);
        }
        nanoTokens -= ONE_TOKEN;
    }

    /** Takes as many tokens as there are, up to a number, for what has turned out to cost more than one. */
    void charge(long tokens) {
        if (rate > 0) {
            refill();
            nanoTokens = Math.max(0, nanoTokens - Math.min(tokens, rate) * ONE_TOKEN);
        }
    }

    private void refill() {
        Instant now = clock.instant();
        nanoTokens = Math.min(rate * ONE_TOKEN, nanoTokens + nanosUntil(now) * rate);
        refilled = now;
    }

    /** Returns the time since the last refill, up to the second that fills the bucket. */
    private long nanosUntil(Instant now) {
        if (now.isBefore(refilled)) {
            return 0; // the wall clock has been set back
        }
        return refilled.plusSeconds(1).isBefore(now) ? SECOND_IN_NANOS : refilled.until(now, ChronoUnit.NANOS);
    }
}
