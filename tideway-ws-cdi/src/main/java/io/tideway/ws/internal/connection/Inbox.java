package io.tideway.ws.internal.connection;

import io.tideway.ws.internal.execution.ReliableExecutor;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Runs the callbacks of one connection one after the other, in order, on whichever thread; what waits is bounded.
 *
 * <p>Thread-safe; no lock is held while a callback runs.
 */
final class Inbox {
    private final int bound;
    private final @Nullable ReliableExecutor executor;
    private final ReliableExecutor workers;

    // Guarded by this.
    private @Nullable ArrayDeque<Runnable> waiting;
    private boolean running;
    private boolean closed; // the last callback is in

    /** Creates an empty inbox; without an executor callbacks run on the thread that brings them. */
    Inbox(int bound, @Nullable ReliableExecutor executor, ReliableExecutor workers) {
        this.bound = bound;
        this.executor = executor;
        this.workers = workers;
    }

    /**
     * Runs a callback, on the calling container thread where that is the dispatch; false if too many wait. A callback that
     * comes after the last one is dropped.
     */
    boolean submit(Runnable callback) {
        synchronized (this) {
            if (closed) {
                return true;
            }
            if (running) {
                if (waiting != null && waiting.size() >= bound) {
                    return false;
                }
                enqueue(callback);
                return true;
            }
            running = true;
            if (executor != null) {
                enqueue(callback);
            }
        }
        if (executor == null) {
            callback.run();
            runWaiting();
        } else {
            execute(executor);
        }
        return true;
    }

    /** Runs the last callback after all that wait, never on the calling thread, whatever the bound; takes no other then. */
    void submitLast(Runnable callback) {
        synchronized (this) {
            closed = true;
            enqueue(callback);
            if (running) {
                return;
            }
            running = true;
        }
        execute(executor == null ? workers : executor);
    }

    /** Tells whether a callback runs on a thread that would otherwise read from the peer. */
    synchronized boolean holdsUpReading() {
        return running && executor == null;
    }

    private void execute(ReliableExecutor where) {
        where.execute(this::runWaiting);
    }

    private void runWaiting() {
        while (true) {
            Runnable next;
            synchronized (this) {
                next = waiting == null ? null : waiting.poll();
                if (next == null) {
                    waiting = null;
                    running = false;
                    return;
                }
            }
            next.run();
        }
    }

    private void enqueue(Runnable callback) {
        if (waiting == null) {
            waiting = new ArrayDeque<>(4);
        }
        waiting.add(callback);
    }
}
