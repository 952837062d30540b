package io.tideway.ws.tyrus.internal.container;

import io.tideway.ws.internal.threads.ReliableExecutor;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs the tasks of one connection one after the other, in the order they came, on whatever thread is at hand.
 *
 * <p>Thread-safe. A task that throws does not keep the next from running.
 */
final class SerialTasks {

    private final ReliableExecutor elsewhere;
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger unfinished = new AtomicInteger();

    /**
     * Creates a line of tasks without any.
     *
     * @param elsewhere runs what must not run on the caller's thread; it runs each task once even where there is no
     *     memory for a thread, or no task after it would run
     */
    SerialTasks(ReliableExecutor elsewhere) {
        this.elsewhere = elsewhere;
    }

    /** Runs the task before returning, unless another thread is busy with an earlier one and so runs this one too. */
    void runHere(Runnable task) {
        waiting.add(task);
        if (unfinished.getAndIncrement() == 0) {
            drain();
        }
    }

    /** Has another thread run the task; for callers that may hold locks or be in a hurry. */
    void runElsewhere(Runnable task) {
        waiting.add(task);
        if (unfinished.getAndIncrement() == 0) {
            elsewhere.execute(this::drain);
        }
    }

    private void drain() {
        do {
            Runnable task = waiting.remove();
            try {
                task.run();
            } catch (Throwable e) {
                Uncaught.report(e);
            }
        } while (unfinished.decrementAndGet() != 0);
    }
}
