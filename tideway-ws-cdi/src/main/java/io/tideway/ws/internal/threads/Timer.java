package io.tideway.ws.internal.threads;

import java.time.Duration;

/** Runs tasks later; thread-safe. */
@FunctionalInterface
public interface Timer {
    /** Runs every task at once; for tests. */
    Timer IMMEDIATE = (delay, task) -> task.run();

    /**
     * Runs a task once, after a delay, on a thread that others wait for as well, or at once where it cannot; never
     * throws.
     */
    void after(Duration delay, Runnable task);
}
