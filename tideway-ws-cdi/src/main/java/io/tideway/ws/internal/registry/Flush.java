package io.tideway.ws.internal.registry;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** Waits until some lanes have written what they held; thread-safe. */
public final class Flush {
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    // One is for the caller, so that the stage cannot complete before every lane was asked.
    private final AtomicInteger open = new AtomicInteger(1);
    private final Executor completer;

    /**
     * Creates a flush that waits for nothing yet.
     *
     * @param completer where the application's continuations run, since the thread that completed a write may be one that all
     *     connections wait for
     */
    public Flush(Executor completer) {
        this.completer = completer;
    }

    /** Waits for a lane, which takes a callback, or answers false where it holds nothing. */
    public void await(Predicate<Runnable> lane) {
        open.incrementAndGet();
        if (!lane.test(this::flushed)) {
            open.decrementAndGet();
        }
    }

    /** Returns the stage, once every lane was asked. */
    public CompletionStage<Void> begun() {
        if (open.decrementAndGet() == 0) {
            done.complete(null);
        }
        return done.minimalCompletionStage();
    }

    private void flushed() {
        if (open.decrementAndGet() == 0) {
            completer.execute(() -> done.complete(null));
        }
    }
}
