package io.tideway.ws.internal.broker;

import io.tideway.ws.internal.threads.UnexpectedErrors;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Delivers what is published to one channel, one after the other in the order in which it was added, on the threads
 * that add it and without a lock: a thread that finds another delivering leaves its own to it.
 */
final class SerialDelivery {
    // Guarded by this.
    private final Queue<Runnable> waiting = new ArrayDeque<>(2);
    private boolean delivering; // a thread
    private boolean retired; // another object delivers to the channel from now on

    /**
     * Adds a delivery, which {@link #run} makes; callers that care for an order add under a lock. False if this is
     * retired.
     */
    synchronized boolean add(Runnable delivery) {
        return !retired && waiting.add(delivery);
    }

    /** Retires this if nothing waits and no thread delivers. */
    synchronized boolean retireIfIdle() {
        retired |= !delivering && waiting.isEmpty();
        return retired;
    }

    /** Delivers what waits, unless another thread does; called after each {@link #add}, without a lock. */
    void run() {
        for (Runnable next = first(); next != null; next = next()) {
            try {
                next.run();
            } catch (Throwable e) {
                UnexpectedErrors.report(e);
            }
        }
    }

    private synchronized @Nullable Runnable first() {
        return delivering ? null : next();
    }

    private synchronized @Nullable Runnable next() {
        Runnable next = waiting.poll();
        delivering = next != null;
        return next;
    }
}
