package io.tideway.ws.internal.threads;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Runs tasks on idle threads, on new ones while all are busy, and queues them where there are as many as allowed.
 *
 * <p>A pool of the JDK either makes a thread for each of the first tasks, however idle the others are, or refuses tasks
 * beyond its bound. Here one thread starts at a time: while it waits for a processor, the others go on with what waits,
 * so many short tasks at once are run by a few threads. Tasks that block get more threads, since each thread that takes
 * a task and leaves others starts the next. Threads end when idle for 10 seconds. Thread-safe.
 */
public final class GrowingPool extends ThreadPoolExecutor {
    private static final int IDLE_SECONDS = 10;

    private final WaitingTasks waiting;
    private final AtomicBoolean starting = new AtomicBoolean(); // a thread that has not begun to run

    /** Creates a pool without threads. */
    public GrowingPool(int mostThreads, ThreadFactory threads) {
        this(mostThreads, threads, new WaitingTasks());
    }

    GrowingPool(int mostThreads, ThreadFactory threads, WaitingTasks waiting) {
        super(mostThreads, mostThreads, IDLE_SECONDS, TimeUnit.SECONDS, waiting, threads);
        this.waiting = waiting;
        allowCoreThreadTimeOut(true);
        setThreadFactory(worker -> threads.newThread(() -> {
            starting.set(false); // before it looks for a task, so that whoever has seen the flag leaves it one
            worker.run();
            growUnlessOutOfMemory(); // for what came while this one ended, and still counted as a thread of the pool
        }));
    }

    @Override
    public void execute(Runnable task) {
        refuseIf(isShutdown());
        waiting.add(task);
        refuseIf(isShutdown() && remove(task));
        try {
            growIfTasksWait();
        } catch (OutOfMemoryError noThread) {
            if (getPoolSize() == 0 && remove(task)) {
                throw noThread;
            }
        }
    }

    private static void refuseIf(boolean shutDown) {
        if (shutDown) {
            throw new RejectedExecutionException("the pool has been shut down");
        }
    }

    @Override
    protected void beforeExecute(Thread thread, Runnable task) {
        growUnlessOutOfMemory(); // else this thread and the others take what waits
    }

    private void growUnlessOutOfMemory() {
        try {
            growIfTasksWait();
        } catch (OutOfMemoryError noThread) {
            // the next task tries again
        }
    }

    /**
     * Starts a thread that takes what waits, unless idle ones will, one is starting, or there are as many as allowed.
     */
    private void growIfTasksWait() {
        if (waiting.needThread() && starting.compareAndSet(false, true)) {
            boolean started = false;
            try {
                started = prestartCoreThread();
            } finally {
                if (!started) {
                    starting.set(false);
                }
            }
        }
    }
}
