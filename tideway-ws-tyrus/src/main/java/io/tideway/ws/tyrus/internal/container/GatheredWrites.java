package io.tideway.ws.tyrus.internal.container;

import java.io.IOException;
import org.glassfish.grizzly.nio.DefaultSelectorHandler;
import org.glassfish.grizzly.nio.SelectorRunner;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what callbacks on selector threads send, until the selector has served all connections that were ready.
 *
 * <p>So what one callback after the other sends to a connection leaves in one write, and clients that wait for answers
 * are woken together instead of one by one. A selector whose callbacks take long does not wait for its end; see
 * {@link SelectorWatch}. Thread-safe.
 */
final class GatheredWrites extends DefaultSelectorHandler {
    private final SelectorWatch watch;
    // Of this server, not static: two may share one class loader.
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<@Nullable SelectorTurn> turns = new ThreadLocal<>();

    GatheredWrites(SelectorWatch watch) {
        this.watch = watch;
    }

    /** Notes that the calling thread serves a selector. */
    void onThread(SelectorTurn turn) {
        if (turns.get() != turn) {
            turns.set(turn);
        }
    }

    /** Adds a write; false if the calling thread is in no callback of its selector, or many writes wait already. */
    boolean add(Runnable write) {
        SelectorTurn turn = turns.get();
        return turn != null && turn.gather(write);
    }

    /** Writes what the calling thread has gathered; false if it serves no selector. */
    boolean flush() {
        SelectorTurn turn = turns.get();
        if (turn != null) {
            turn.flush();
        }
        return turn != null && turn.isServedHere();
    }

    @Override
    public boolean preSelect(SelectorRunner runner) throws IOException {
        watch.flush(runner);
        return super.preSelect(runner);
    }
}
