package io.tideway.ws.internal.threads;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Counts the time in which the node was running, in nanoseconds; every deadline is measured with it.
 *
 * <p>While the process stands still (a suspended machine, a long garbage collection, SIGSTOP), clients wait for it and
 * not the other way round, and what they have sent waits in their sockets. What checks the deadlines ticks; a tick that
 * comes late by several periods shows a pause. Of a pause only two periods count, and for four more after it the time
 * does not run, so that the container reads what waits.
 *
 * <p>The time never goes back. Thread-safe, except that one thread ticks.
 */
public final class RunningTime implements LongSupplier {
    private static final int PERIODS_OF_A_PAUSE = 2;
    private static final int PERIODS_TO_CATCH_UP = 4;

    private final LongSupplier nanos;
    private volatile Tick last;

    /**
     * What the last tick found.
     *
     * @param at when it came, by the monotonic clock
     * @param time what this clock said
     * @param most how far the clock goes from there without another tick
     * @param catchUp for how long the clock does not run after a pause
     */
    private record Tick(long at, long time, long most, long catchUp) {}

    /** Creates a clock that runs like the given one until the first tick. */
    public RunningTime(LongSupplier nanos) {
        this.nanos = nanos;
        long now = nanos.getAsLong();
        this.last = new Tick(now, now, Long.MAX_VALUE, 0);
    }

    @Override
    public long getAsLong() {
        Tick tick = last;
        return tick.time + Math.min(nanos.getAsLong() - tick.at, tick.most);
    }

    /**
     * Records that the node runs.
     *
     * @param period how long after one tick the next one is due
     * @return how long the node stood still before; zero if it did not
     */
    public Duration tick(Duration period) {
        Tick before = last;
        long now = nanos.getAsLong();
        long elapsed = now - before.at;
        long most = PERIODS_OF_A_PAUSE * period.toNanos();
        if (before.catchUp > 0) {
            long catchUp = Math.max(0, before.catchUp - Math.min(elapsed, most));
            last = new Tick(now, before.time, catchUp > 0 ? 0 : most, catchUp);
        } else if (elapsed <= before.most) {
            last = new Tick(now, before.time + elapsed, most, 0);
        } else {
            last = new Tick(now, before.time + before.most, 0, PERIODS_TO_CATCH_UP * period.toNanos());
            return Duration.ofNanos(elapsed);
        }
        return Duration.ZERO;
    }
}
