package io.tideway.ws.tyrus.internal;

import java.time.Duration;

/** Shares one amount of time among the steps of a stop: a step that needs less leaves more to the next. */
public final class StopBudget {
    private final long begun = System.nanoTime();
    private final Duration whole;

    /**
     * Begins to run.
     *
     * @param whole how long the stop may take
     */
    public StopBudget(Duration whole) {
        this.whole = whole;
    }

    /** Returns the whole of it. */
    public Duration whole() {
        return whole;
    }

    /** Tells how much is over. */
    public Duration spent() {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /**
     * Tells how much is left.
     *
     * @return zero once the time is over
     */
    public Duration left() {
        Duration left = whole.minus(spent());
        return left.isNegative() ? Duration.ZERO : left;
    }

    /**
     * Tells what a step may take.
     *
     * @param percent its part of what is left
     * @return the time
     */
    public Duration part(int percent) {
        return left().multipliedBy(percent).dividedBy(100);
    }
}
