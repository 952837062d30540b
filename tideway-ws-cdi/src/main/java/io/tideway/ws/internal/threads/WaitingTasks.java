package io.tideway.ws.internal.threads;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Holds the tasks of a pool, and counts the threads that wait for one. Thread-safe.
 *
 * <p>A {@code LinkedTransferQueue} would hand a task to a waiting thread, but in the JDK before 21 such a thread may
 * spin instead, without end and on a whole processor (JDK-8301341).
 */
class WaitingTasks extends LinkedBlockingQueue<Runnable> {
    private static final long serialVersionUID = 1L;

    private final AtomicInteger idle = new AtomicInteger();

    @Override
    public @Nullable Runnable poll(long timeout, TimeUnit unit) throws InterruptedException {
        Runnable task = poll();
        if (task == null) {
            idle.incrementAndGet();
            try {
                task = super.poll(timeout, unit);
            } finally {
                idle.decrementAndGet();
            }
        }
        return task == null ? poll() : task; // what was added while this thread still counted as idle
    }

    /** Tells whether there are more tasks than threads that are about to take one. */
    boolean needThread() {
        return size() > idle.get();
    }
}
