package io.tideway.ws.internal.container;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Stops a container that reads on by keeping its thread, where that thread is of a pool that runs no callbacks of ours.
 *
 * <p>That pool also answers the server's HTTP requests, so only a few threads are kept, each for a short time. Beyond
 * either, the reading cannot be stopped.
 */
final class BlockingFlow implements InboundFlow {

    /** The most threads that a deployment keeps at a time: small pools have five. */
    static final int MOST_KEPT = 2;

    /** The longest that one thread is kept. */
    static final Duration LONGEST = Duration.ofSeconds(5);

    private final Semaphore keepable;
    private final long longestNanos;

    /**
     * Creates the flow of one connection.
     *
     * @param keepable a permit for each thread that the deployment may still keep
     * @param longest how long the thread is kept at most
     */
    BlockingFlow(Semaphore keepable, Duration longest) {
        this.keepable = keepable;
        this.longestNanos = longest.toNanos();
    }

    @Override
    public boolean stoppable() {
        return true;
    }

    @Override
    public boolean stop(BooleanSupplier full) {
        if (!keepable.tryAcquire()) {
            return !full.getAsBoolean();
        }
        try {
            return await(full);
        } catch (InterruptedException serverStops) {
            Thread.currentThread().interrupt();
            return !full.getAsBoolean();
        } finally {
            keepable.release();
        }
    }

    private synchronized boolean await(BooleanSupplier full) throws InterruptedException {
        long deadline = System.nanoTime() + longestNanos;
        while (full.getAsBoolean()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return true;
    }

    @Override
    public synchronized void resume() {
        notifyAll();
    }
}
