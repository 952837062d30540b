package io.tideway.ws.internal.bootstrap;

import io.tideway.ws.internal.endpoint.HostContainer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Knows how far a deployment is: whether it has been started, is being started, and has been stopped. Thread-safe.
 *
 * <p>Nothing is called with its lock, so that a stop need not wait for what a start waits for.
 */
final class StartState {
    private @Nullable HostContainer container; // that it has been started in; guarded by this
    private @Nullable Thread starter; // until the start has ended; guarded by this
    private boolean succeeded; // the start; guarded by this
    private boolean stopped; // guarded by this

    /**
     * Begins the start; false if it has been started in this container, after the end of that start, or by this thread.
     *
     * @throws IllegalStateException if it has been started in another one, or has been stopped; if the start in this
     *     container has failed; or if this thread is interrupted while it waits for that
     */
    synchronized boolean beginStart(HostContainer in, String contextPath) {
        if (container != null) {
            if (!container.equals(in)) {
                throw new IllegalStateException(BootstrapMessages.shared(contextPath));
            }
            awaitStarted(Duration.ofDays(1));
            if (isStarting()) {
                throw new IllegalStateException(BootstrapMessages.interruptedWhileStarting());
            }
            if (starter == null && !succeeded) {
                throw new IllegalStateException(BootstrapMessages.startFailed());
            }
            return false;
        }
        checkNotStopped();
        container = in;
        starter = Thread.currentThread();
        return true;
    }

    /** Notes that nothing is left to start. */
    synchronized void succeeded() {
        succeeded = true;
    }

    /** Ends the start, whether or not it has succeeded. */
    synchronized void endStart() {
        starter = null;
        notifyAll();
    }

    /**
     * Checks that a start may go on.
     *
     * @throws IllegalStateException if it has been stopped
     */
    synchronized void checkNotStopped() {
        if (stopped) {
            throw new IllegalStateException(BootstrapMessages.stoppedWhileStarting());
        }
    }

    /** Begins the stop; false if it has begun before. */
    synchronized boolean beginStop() {
        boolean begins = !stopped;
        stopped = true;
        return begins;
    }

    /** Waits until no other thread is starting, for the time given at most. */
    synchronized void awaitStarted(Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        try {
            for (long left = limit.toNanos(); isStarting() && left > 0; left = end - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the caller no longer waits
        }
    }

    private boolean isStarting() {
        return starter != null && starter != Thread.currentThread();
    }
}
