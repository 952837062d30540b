package io.tideway.ws.internal.threads;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/**
 * Runs every task exactly once: on another executor, or on the calling thread where that one takes none.
 *
 * <p>Never throws, whatever the other executor throws (it has been shut down, or there is no memory for another
 * thread), and whatever the task throws, which is logged. Thread-safe.
 */
public final class ReliableExecutor implements Executor {
    private final Executor executor;

    private ReliableExecutor(Executor executor) {
        this.executor = executor;
    }

    /** Returns a reliable form of an executor; itself if it is one. */
    public static ReliableExecutor of(Executor executor) {
        return executor instanceof ReliableExecutor reliable ? reliable : new ReliableExecutor(executor);
    }

    @Override
    public void execute(Runnable task) {
        Once once = null;
        try {
            once = new Once(task);
            executor.execute(once);
        } catch (Throwable refused) {
            // Also where a server's executor has stopped before its applications: the task is still due.
            if (once == null) {
                run(task);
            } else {
                once.run();
            }
        }
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) {
            UnexpectedErrors.reportTask(e);
        }
    }

    /** Tells a task that was refused from one that ran inside {@code execute} and threw. */
    private static final class Once implements Runnable {
        private static final AtomicIntegerFieldUpdater<Once> BEGUN =
                AtomicIntegerFieldUpdater.newUpdater(Once.class, "begun");

        private final Runnable task;

        @SuppressWarnings("UnusedVariable") // read by the updater
        private volatile int begun;

        Once(Runnable task) {
            this.task = task;
        }

        @Override
        public void run() {
            if (BEGUN.compareAndSet(this, 0, 1)) {
                ReliableExecutor.run(task);
            }
        }
    }
}
