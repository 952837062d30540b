package io.tideway.ws.internal.container;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Hands tasks to the threads that may run them, and wakes each once for all the tasks that it finds.
 *
 * <p>Thread-safe; the tasks for one thread run in the order in which they came.
 */
final class ThreadQueues {
    private final Map<Executor, ThreadQueue> queues = new ConcurrentHashMap<>();

    /** Finds the queue of a thread, which is an executor of what it runs. */
    Executor of(Executor thread) {
        return queues.computeIfAbsent(thread, ThreadQueue::new);
    }

    private static final class ThreadQueue implements Executor, Runnable {
        private final Executor thread;
        private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
        private final AtomicBoolean woken = new AtomicBoolean();

        ThreadQueue(Executor thread) {
            this.thread = thread;
        }

        @Override
        public void execute(Runnable task) {
            waiting.add(task);
            if (woken.compareAndSet(false, true)) {
                try {
                    thread.execute(this);
                } catch (RejectedExecutionException stopped) {
                    run();
                }
            }
        }

        @Override
        public void run() {
            woken.set(false);
            for (Runnable task = waiting.poll(); task != null; task = waiting.poll()) {
                task.run();
            }
        }
    }
}
