package io.tideway.ws.internal.connection;

import io.tideway.ws.internal.threads.ThreadPlaces;
import java.io.Serial;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Knows which thread is in a callback of the application, so that a stop can interrupt that thread and no other.
 *
 * <p>The thread may belong to the container, so it is never interrupted once it has left the callback, and never leaves
 * one interrupted by us. Thread-safe; callbacks do not overlap. Every connection has one, so it is the reference rather
 * than an object around it.
 */
final class CallbackThread extends AtomicReference<@Nullable Object> {
    @Serial
    private static final long serialVersionUID = 1L;

    private enum Interruption {
        UNDER_WAY,
        DONE
    }

    /** Notes that the calling thread enters a callback. */
    void enter() {
        setRelease(Thread.currentThread());
    }

    /** Notes that the calling thread has left it. */
    void leave() {
        if (!compareAndSet(Thread.currentThread(), null)) {
            while (get() == Interruption.UNDER_WAY) {
                Thread.onSpinWait();
            }
            set(null);
            Thread.interrupted();
        }
    }

    /** Runs what can be interrupted like a callback. */
    void run(Runnable task) {
        enter();
        try {
            task.run();
        } finally {
            leave();
        }
    }

    /**
     * Interrupts the thread that is in a callback, except the calling one.
     *
     * @return its name and the method that it was in, or empty if there is none
     */
    Optional<String> interrupt() {
        if (get() instanceof Thread thread
                && thread != Thread.currentThread()
                && compareAndSet(thread, Interruption.UNDER_WAY)) {
            String place = ThreadPlaces.of(List.of(thread)); // the callback may return as soon as it is interrupted
            thread.interrupt();
            set(Interruption.DONE);
            return Optional.of(place);
        }
        return Optional.empty();
    }
}
