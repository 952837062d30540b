package io.tideway.ws.tyrus.internal.container;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.glassfish.grizzly.nio.SelectorRunner;
import org.jspecify.annotations.Nullable;

/**
 * Counts what one selector's thread does, and keeps what its callbacks send until all have run.
 *
 * <p>The count is odd during a callback. Thread-safe, except for the fields that one thread has.
 */
final class SelectorTurn {
    /** How long a callback's answer waits for those of others, if their callbacks take that long. */
    private static final Duration LONGEST_GATHERING = Duration.ofNanos(200_000);

    /** So many writes a selector thread makes itself; the flusher is as quick with more, and has its own thread. */
    private static final int MOST_GATHERED = 128;

    private static final List<String> JAVA = List.of("java.", "sun.", "jdk.");
    private static final String GRIZZLY = "org.glassfish.grizzly.";

    final SelectorRunner runner;
    private final AtomicLong count = new AtomicLong();
    private final Queue<Runnable> writes = new ConcurrentLinkedQueue<>();
    private volatile @Nullable Thread thread;

    // Of the selector's thread; a value that another one sees too late has a write wait a little longer.
    private int gathered;
    private long gatheredSince;

    // Of the watching thread.
    long seen;
    int looks;
    int nextOffer;

    SelectorTurn(SelectorRunner runner) {
        this.runner = runner;
    }

    long begin() {
        if (thread != Thread.currentThread()) {
            thread = Thread.currentThread();
        }
        return count.incrementAndGet();
    }

    /** Tells whether the calling thread is the one that serves the selector. */
    boolean isServedHere() {
        return thread == Thread.currentThread();
    }

    /** Keeps a write for later; false if the calling thread does not run a callback of this selector. */
    boolean gather(Runnable write) {
        long callback = count.get(); // before the thread, which is set before it
        if ((callback & 1) == 0 || !isServedHere() || gathered >= MOST_GATHERED) {
            return false;
        }
        if (gathered++ == 0) {
            gatheredSince = System.nanoTime();
        }
        writes.add(write);
        if (count.get() != callback) {
            flush(); // another thread goes on with the selector, and may have looked before
        }
        return true;
    }

    void flushIfLate() {
        if (gathered > 0 && System.nanoTime() - gatheredSince > LONGEST_GATHERING.toNanos()) {
            flush();
        }
    }

    void flush() {
        gathered = 0; // also where another thread has just written everything
        if (!writes.isEmpty()) {
            for (Runnable write = writes.poll(); write != null; write = writes.poll()) {
                try {
                    write.run();
                } catch (Throwable e) {
                    Uncaught.report(e);
                }
            }
        }
    }

    boolean end(long callback) {
        return count.compareAndSet(callback, callback + 1);
    }

    boolean hasMoved() {
        return count.get() != seen;
    }

    void look() {
        seen = count.get();
        looks = 0;
        nextOffer = 0;
    }

    boolean lingers() {
        return (seen & 1) == 1;
    }

    boolean blocks() {
        Thread running = thread;
        return running != null
                && switch (running.getState()) {
                    case BLOCKED, WAITING, TIMED_WAITING -> true;
                    default -> false;
                };
    }

    /**
     * Tells whether the thread is in code that may hold it up, and not in the reading and writing, which never waits.
     *
     * <p>Returns once the thread has had a processor, or is outside of Java: its stack cannot be seen before.
     */
    boolean isInCallback() {
        Thread running = thread;
        return running != null && isInCallback(running.getStackTrace());
    }

    static boolean isInCallback(StackTraceElement[] stack) {
        return Arrays.stream(stack)
                .map(StackTraceElement::getClassName)
                .filter(name -> JAVA.stream().noneMatch(name::startsWith))
                .findFirst()
                .filter(name -> !name.startsWith(GRIZZLY))
                .isPresent();
    }

    boolean take(long callback) {
        return count.compareAndSet(callback, callback + 1);
    }
}
