package io.tideway.ws.tyrus.internal.container;

import io.tideway.ws.internal.log.Redacted;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs the tasks of one connection one after the other, in the order they came, on whatever thread is at hand.
 *
 * <p>Thread-safe. A task that throws does not keep the next from running.
 */
final class SerialTasks {

    private final Executor elsewhere;
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger unfinished = new AtomicInteger();

    SerialTasks(Executor elsewhere) {
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
            try {
                elsewhere.execute(this::drain);
            } catch (RejectedExecutionException stopped) {
                // The server goes down and its workers are gone: better here than never.
                drain();
            }
        }
    }

    private void drain() {
        do {
            Runnable task = waiting.remove();
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                Thread thread = Thread.currentThread();
                thread.getUncaughtExceptionHandler()
                        .uncaughtException(thread, Redacted.of(e)); // it prints what a client may have sent
            }
        } while (unfinished.decrementAndGet() != 0);
    }
}
