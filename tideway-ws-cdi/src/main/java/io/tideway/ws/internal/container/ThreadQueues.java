package io.tideway.ws.internal.container;

import io.tideway.ws.internal.threads.ReliableExecutor;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Hands tasks to the threads that may run them, and wakes each once for all the tasks that it finds.
 *
 * <p>Thread-safe; the tasks for one thread run in the order in which they came.
 */
final class ThreadQueues {
    /** After so many tasks a thread checks its sockets again, however many wait. */
    private static final int MOST_AT_ONCE = 4096;

    private final Map<Executor, ThreadQueue> queues = new ConcurrentHashMap<>();
    private final ReliableExecutor others;

    /**
     * Creates queues for no thread yet.
     *
     * @param others other threads, which wake a thread that has reached its limit: a task that it gives itself would
     *     come before its sockets
     */
    ThreadQueues(Executor others) {
        this.others = ReliableExecutor.of(others);
    }

    /** Finds the queue of a thread, which is also its executor. */
    Executor of(Executor thread) {
        return queues.computeIfAbsent(thread, key -> new ThreadQueue(ReliableExecutor.of(key), others));
    }

    private static final class ThreadQueue implements Executor, Runnable {
        private final ReliableExecutor thread;
        private final ReliableExecutor others;
        private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
        private final AtomicBoolean woken = new AtomicBoolean();

        ThreadQueue(ReliableExecutor thread, ReliableExecutor others) {
            this.thread = thread;
            this.others = others;
        }

        @Override
        public void execute(Runnable task) {
            waiting.add(task);
            if (woken.compareAndSet(false, true)) {
                wake();
            }
        }

        @Override
        public void run() {
            boolean done = false; // also where a task throws
            try {
                done = runSome();
            } finally {
                if (!done) {
                    wakeLater();
                }
            }
        }

        /**
         * Runs what waits; false if that is too much for once, and then a thread that adds a task need not wake the
         * thread.
         */
        private boolean runSome() {
            int left = MOST_AT_ONCE;
            do {
                for (Runnable task = waiting.poll(); task != null; task = waiting.poll()) {
                    task.run();
                    if (--left == 0) {
                        return false;
                    }
                }
                woken.set(false);
            } while (!waiting.isEmpty() && woken.compareAndSet(false, true));
            return true;
        }

        private void wakeLater() {
            others.execute(this::wake);
        }

        private void wake() {
            thread.execute(this);
        }
    }
}
