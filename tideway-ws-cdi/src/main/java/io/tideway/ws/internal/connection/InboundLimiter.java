package io.tideway.ws.internal.connection;

import java.util.function.LongSupplier;

/** Limits what a client sends by a token bucket; thread-safe. */
final class InboundLimiter {
    private static final double NANOS_A_SECOND = 1e9;
    private static final InboundLimiter UNLIMITED = new InboundLimiter(0, 1, () -> 0); // one for all: it never changes

    private final int rate;
    private final int burst;
    private final LongSupplier nanos;
    private double tokens;
    private long refilled;

    /** Returns a full bucket; a rate of 0 limits nothing. */
    static InboundLimiter of(int rate, int burst, LongSupplier nanos) {
        return rate == 0 ? UNLIMITED : new InboundLimiter(rate, burst, nanos);
    }

    private InboundLimiter(int rate, int burst, LongSupplier nanos) {
        this.rate = rate;
        this.burst = burst;
        this.nanos = nanos;
        this.tokens = burst;
        this.refilled = nanos.getAsLong();
    }

    /** Takes a token for one message; false if there is none. */
    boolean admit() {
        return rate == 0 || take();
    }

    private synchronized boolean take() {
        long now = nanos.getAsLong();
        // In double from the start: in long the product overflows after hours of idleness.
        tokens = Math.min(burst, tokens + (double) (now - refilled) * rate / NANOS_A_SECOND);
        refilled = now;
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }
}
