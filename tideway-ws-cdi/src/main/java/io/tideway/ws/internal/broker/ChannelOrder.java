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
    private static final int OVERHEAD = 128; // of a task, in bytes: its objects and its place in the queue

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
     * @param size what its data weighs while it waits, in bytes
     */
    boolean run(Channel channel, int size, Runnable action) {
        long weight = (long) size + OVERHEAD;
        if (bytes.addAndGet(weight) > mostBytes) {
            bytes.addAndGet(-weight);
            return false;
        }
        add(channel, new Task(action, weight));
        return true;
    }

    /**
     * Runs a task behind those of the same channel, however much waits; the caller bounds how many of these there are.
     */
    void runAlways(Channel channel, Runnable action) {
        bytes.addAndGet(OVERHEAD);
        add(channel, new Task(action, OVERHEAD));
    }

    private void add(Channel channel, Task task) {
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
