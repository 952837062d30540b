package io.tideway.ws.tyrus.internal;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Stops something once, for its owner or at the exit of the JVM; later callers wait for the first. Thread-safe.
 *
 * <p>What is being stopped may ask for the stop, too, as a bean does whose {@code @PreDestroy} closes its server.
 */
public final class StopOnce {

    private final Runnable stop;
    private final Thread exit = new Thread(this::stop, "tideway-exit");
    private final AtomicBoolean begun = new AtomicBoolean();
    private volatile @Nullable Thread stopping;
    private final CountDownLatch done = new CountDownLatch(1);

    /**
     * Prepares a stop.
     *
     * @param stop what to do
     */
    public StopOnce(Runnable stop) {
        this.stop = stop;
    }

    /**
     * Stops when the JVM is told to exit, too, so that clients read 1001 and not the end of a socket; at once if it is
     * exiting.
     */
    public void alsoAtExit() {
        try {
            Runtime.getRuntime().addShutdownHook(exit);
        } catch (IllegalStateException exiting) {
            stop();
        }
    }

    /** Stops, or waits for the stop that another thread has begun; does nothing within the stop itself. */
    public void stop() {
        if (!begun.compareAndSet(false, true)) {
            if (stopping != Thread.currentThread()) {
                awaitDone();
            }
            return;
        }
        stopping = Thread.currentThread();
        try {
            stop.run();
        } finally {
            stopping = null;
            done.countDown();
            forgetExit();
        }
    }

    /**
     * Tells whether the stop has begun.
     *
     * @return true from the first call of {@link #stop()} on
     */
    public boolean hasBegun() {
        return begun.get();
    }

    private void forgetExit() {
        try {
            Runtime.getRuntime().removeShutdownHook(exit);
        } catch (IllegalStateException exiting) {
            // This is the exit.
        }
    }

    private void awaitDone() {
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
