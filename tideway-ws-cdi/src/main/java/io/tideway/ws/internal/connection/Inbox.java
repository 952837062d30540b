package io.tideway.ws.internal.connection;

import io.tideway.ws.internal.container.InboundFlow;
import io.tideway.ws.internal.threads.ReliableExecutor;
import io.tideway.ws.internal.threads.UnexpectedErrors;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Runs the callbacks of one connection one after the other, in order, on whichever thread; what waits is bounded.
 *
 * <p>Where the container can be stopped, its reading stops as soon as the queue is full, and goes on when half of it is
 * free; what it has read already is still taken. Elsewhere a callback that finds the queue full is refused, as is the
 * one that fills it where the reading cannot be stopped just then.
 *
 * <p>Thread-safe; no lock is held while a callback runs.
 */
final class Inbox {
    private static final Executor AS_IT_IS = Runnable::run;

    private final int mostWaiting;
    private final int mostBytes;
    private final InboundFlow flow;
    private final @Nullable ReliableExecutor executor;
    private final ReliableExecutor workers;
    private final Executor container;

    // Guarded by this.
    private @Nullable ArrayDeque<Callback> waiting;
    private long waitingBytes;
    private boolean running = true; // from the beginning, so that nothing runs before the first callback
    private boolean stopped; // the reading, or it is about to be
    private boolean closing; // nothing that comes is heard, so nothing has to be stopped
    private boolean closed; // the last callback is in

    /** Is a callback that may hold a message of some size. */
    interface Callback extends Runnable {
        /** Returns how much of the queue's bytes it takes. */
        default int bytes() {
            return 0;
        }
    }

    /**
     * Creates an empty inbox that holds everything back until it is {@linkplain #open opened}; without an executor
     * callbacks run on the thread that brings them, each by {@code container}.
     */
    Inbox(
            int mostWaiting,
            int mostBytes,
            InboundFlow flow,
            @Nullable ReliableExecutor executor,
            ReliableExecutor workers,
            Executor container) {
        this.mostWaiting = mostWaiting;
        this.mostBytes = mostBytes;
        this.flow = flow;
        this.executor = executor;
        this.workers = workers;
        this.container = container;
    }

    /** Runs the first callback, before all that wait, and lets others run; called once. */
    void open(Callback first) {
        if (executor == null) {
            run(first, container);
            runWaiting(container);
        } else {
            synchronized (this) {
                queue().addFirst(first);
            }
            execute(executor);
        }
    }

    /**
     * Runs a callback, on the calling container thread where that is the dispatch; false if too much waits. A callback
     * that comes after the last one is dropped.
     */
    boolean submit(Callback callback) {
        boolean begins;
        boolean stops;
        boolean stoppable = flow.stoppable(); // outside the lock, as every call of the container
        synchronized (this) {
            if (closed) {
                return true;
            }
            begins = !running;
            if (!begins && isFull() && !stoppable) {
                return false;
            }
            if (!begins || executor != null) {
                enqueue(callback);
            }
            running = true;
            stops = !begins && !closing && isFull() && stoppable;
            stopped |= stops;
        }
        if (begins) {
            begin(callback);
        } else if (stops) {
            return stopFlow();
        }
        return true;
    }

    private void begin(Callback callback) {
        if (executor == null) {
            run(callback, container);
            runWaiting(container);
        } else {
            execute(executor);
        }
    }

    /**
     * Runs the last callback after all that wait, never on the calling thread, whatever the bound; takes no other then.
     */
    void submitLast(Callback callback) {
        boolean begins;
        synchronized (this) {
            enqueue(callback);
            closed = true;
            begins = !running;
            running = true;
        }
        readOn();
        if (begins) {
            execute(executor == null ? workers : executor);
        }
    }

    /**
     * Runs a task before all that wait, never on the calling thread, whatever the bound; dropped after the last one.
     */
    void submitTask(Callback task) {
        boolean begins;
        synchronized (this) {
            if (closed) {
                return;
            }
            queue().addFirst(task);
            begins = !running;
            running = true;
        }
        if (begins) {
            execute(executor == null ? workers : executor);
        }
    }

    /** Has the container read on whatever waits, since nothing that comes from now on is for the handler. */
    void readOn() {
        boolean resume;
        synchronized (this) {
            closing = true;
            resume = stopped;
            stopped = false;
        }
        if (resume) {
            resumeFlow();
        }
    }

    /** Tells whether nothing is read from the client, because of a callback that runs or of those that wait. */
    synchronized boolean holdsUpReading() {
        return stopped || (running && executor == null);
    }

    private synchronized boolean isStopped() {
        return stopped;
    }

    private void execute(ReliableExecutor where) {
        where.execute(() -> runWaiting(AS_IT_IS));
    }

    private void runWaiting(Executor thread) {
        while (true) {
            Callback next;
            boolean resume;
            synchronized (this) {
                next = waiting == null ? null : waiting.poll();
                if (next == null) {
                    waiting = null;
                    running = false;
                    return;
                }
                waitingBytes -= next.bytes();
                resume = stopped && isHalfFree();
                stopped &= !resume;
            }
            if (resume) {
                resumeFlow();
            }
            run(next, thread);
        }
    }

    // What a container throws from its switch must not keep callbacks from running.

    private boolean stopFlow() {
        try {
            return flow.stop(this::isStopped);
        } catch (Throwable e) {
            UnexpectedErrors.report(e);
            return false; // what comes would wait without a bound
        }
    }

    private void resumeFlow() {
        try {
            flow.resume();
        } catch (Throwable e) {
            UnexpectedErrors.report(e);
        }
    }

    private static void run(Callback callback, Executor thread) {
        try {
            thread.execute(callback);
        } catch (Throwable e) {
            UnexpectedErrors.reportTask(e); // thrown on, it would leave the inbox busy forever
        }
    }

    private void enqueue(Callback callback) {
        queue().add(callback);
        waitingBytes += callback.bytes();
    }

    private ArrayDeque<Callback> queue() {
        ArrayDeque<Callback> queue = waiting == null ? new ArrayDeque<>(4) : waiting;
        waiting = queue;
        return queue;
    }

    private boolean isFull() {
        return waiting != null && (waiting.size() >= mostWaiting || waitingBytes >= mostBytes);
    }

    private boolean isHalfFree() {
        return waiting == null || (waiting.size() <= mostWaiting / 2 && waitingBytes <= mostBytes / 2);
    }
}
