package io.tideway.ws.redis.internal;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures time by a thread that does nothing else: it sleeps briefly, again and again, and of each sleep counts twice
 * that time at most. So this is the time of the clock while the process runs, and stands still while the process, or
 * the whole machine, does. What is late by it waits for something else than a processor.
 */
final class RunningTime implements AutoCloseable {
    private static final long SLEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final Thread thread = new Thread(this::count, "running-time");
    private volatile long nanos;
    private volatile boolean closed;

    private RunningTime() {
        thread.setDaemon(true);
        thread.start();
    }

    static RunningTime started() {
        return new RunningTime();
    }

    @SuppressWarnings("NonAtomicOperationOnVolatileField") // of this thread only
    private void count() {
        long before = System.nanoTime();
        while (!closed) {
            LockSupport.parkNanos(SLEEP_NANOS);
            long now = System.nanoTime();
            nanos += Math.min(now - before, 2 * SLEEP_NANOS);
            before = now;
        }
    }

    /** Returns how long the process has run since the start of the measurement. */
    long nanos() {
        return nanos;
    }

    @Override
    public void close() {
        closed = true;
    }
}
