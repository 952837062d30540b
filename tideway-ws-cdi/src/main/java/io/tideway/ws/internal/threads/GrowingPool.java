package io.tideway.ws.internal.threads;

import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs tasks on idle threads, on new ones while all are busy, and queues them where there are as many as allowed.
 *
 * <p>A pool of the JDK either makes a thread for each of the first tasks, however idle the others are, or refuses tasks
 * beyond its bound. Its threads end when idle for 10 seconds. Thread-safe.
 */
public final class GrowingPool extends ThreadPoolExecutor {
    private static final int IDLE_SECONDS = 10;

    private final Handover waiting;

    /** Creates a pool without threads. */
    public GrowingPool(int mostThreads, ThreadFactory threads) {
        this(mostThreads, threads, new Handover());
    }

    private GrowingPool(int mostThreads, ThreadFactory threads, Handover waiting) {
        super(1, mostThreads, IDLE_SECONDS, TimeUnit.SECONDS, waiting, threads, GrowingPool::queue);
        this.waiting = waiting;
        allowCoreThreadTimeOut(true);
    }

    @Override
    public void execute(Runnable task) {
        try {
            super.execute(task);
        } catch (OutOfMemoryError noThread) {
            if (getPoolSize() == 0) {
                throw noThread;
            }
            queue(task, this);
        }
    }

    /** Has a task wait for a thread, since every one is busy and there may be no more. */
    private static void queue(Runnable task, ThreadPoolExecutor executor) {
        GrowingPool pool = (GrowingPool) executor;
        pool.waiting.enqueue(task);
        if (pool.isShutdown() && pool.remove(task)) {
            throw new RejectedExecutionException("the pool has been shut down");
        }
        pool.prestartCoreThread(); // the last busy thread may have ended by now
    }

    /** Takes a task by {@code offer} only where an idle thread waits for it. */
    private static final class Handover extends LinkedTransferQueue<Runnable> {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean offer(Runnable task) {
            return tryTransfer(task);
        }

        /** Adds a task; {@code put} will not do, which calls {@code offer} on Java 21.0.2 (JDK-8323659). */
        void enqueue(Runnable task) {
            super.offer(task);
        }
    }
}
