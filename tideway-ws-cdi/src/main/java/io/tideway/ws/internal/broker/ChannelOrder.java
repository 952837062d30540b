package io.tideway.ws.internal.broker;

import io.tideway.ws.internal.threads.ReliableExecutor;
import io.tideway.ws.internal.threads.UnexpectedErrors;
import io.tideway.ws.spi.Channel;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Runs what concerns a channel one task after the other, in the order in which the tasks come, apart from the thread
 * that brings them. Thread-safe.
 */
final class ChannelOrder {
    private final Executor executor;
    private final long mostBytes;
    private final AtomicLong bytes = new AtomicLong(); // of what waits
    private final ConcurrentMap<Channel, Queue<Task>> waiting =
            new ConcurrentHashMap<>(); // changed inside compute only

    private record Task(Runnable action, long bytes) {}

    /**
     * Creates an order in which nothing waits.
     *
     * @param executor where tasks run
     * @param mostBytes how much may wait
     */
    ChannelOrder(Executor executor, long mostBytes) {
        this.executor = ReliableExecutor.of(executor);
        this.mostBytes = mostBytes;
    }

    /**
     * Runs a task behind those of the same channel; false if too much waits already, so that it never runs.
     *
     * @param size what it weighs while it waits, in bytes
     */
    boolean run(Channel channel, int size, Runnable action) {
        if (bytes.addAndGet(size) > mostBytes && size > 0) {
            bytes.addAndGet(-size);
            return false;
        }
        Task task = new Task(action, size);
        boolean[] first = {false};
        waiting.compute(channel, (same, present) -> {
            first[0] = present == null;
            Queue<Task> tasks = present == null ? new ArrayDeque<>(2) : present;
            tasks.add(task);
            return tasks;
        });
        if (first[0]) {
            executor.execute(() -> runAll(channel)); // until nothing waits
        }
        return true;
    }

    private void runAll(Channel channel) {
        for (Task task = next(channel); task != null; task = next(channel)) {
            try {
                task.action().run();
            } catch (Throwable e) {
                UnexpectedErrors.report(e);
            } finally {
                bytes.addAndGet(-task.bytes());
            }
        }
    }

    private @Nullable Task next(Channel channel) {
        AtomicReference<@Nullable Task> next = new AtomicReference<>();
        waiting.computeIfPresent(channel, (same, tasks) -> {
            next.set(tasks.poll());
            return next.get() == null ? null : tasks;
        });
        return next.get();
    }
}
