package io.tideway.ws.internal.connection;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Knows which thread is in a callback of the application, so that a stop can interrupt that thread and no other.
 *
 * <p>The thread may belong to the container, so it is never interrupted once it has left the callback, and never leaves one
 * interrupted by us. Thread-safe; callbacks do not overlap.
 */
final class CallbackThread {
    private final AtomicReference<@Nullable Object> state = new AtomicReference<>();

    private enum Interruption {
        UNDER_WAY,
        DONE
    }

    /** Notes that the calling thread enters a callback. */
    void enter() {
        state.setRelease(Thread.currentThread());
    }

    /** Notes that the calling thread has left it. */
    void leave() {
        if (!state.compareAndSet(Thread.currentThread(), null)) {
            while (state.get() == Interruption.UNDER_WAY) {
                Thread.onSpinWait();
            }
            state.set(null);
            Thread.interrupted();
        }
    }

    /** Interrupts the thread that is in a callback, except the calling one; returns it, or null if there is none. */
    @Nullable
    Thread interrupt() {
        if (state.get() instanceof Thread thread
                && thread != Thread.currentThread()
                && state.compareAndSet(thread, Interruption.UNDER_WAY)) {
            thread.interrupt();
            state.set(Interruption.DONE);
            return thread;
        }
        return null;
    }
}
