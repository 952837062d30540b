package io.tideway.ws.internal.registry;

import io.tideway.ws.internal.execution.ReliableExecutor;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** Waits until some lanes have written what they held; thread-safe. */
public final class Flush implements Runnable {
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private final ReliableExecutor completer;
    private int awaited; // by the one thread that asks the lanes
    // What was flushed counts below zero until the lanes have all been asked, so that no stage completes before.
    private final AtomicInteger open = new AtomicInteger();

    /**
     * Creates a flush that waits for nothing yet.
     *
     * @param completer where the application's continuations run, since the thread that completed a write may be one that all
     *     connections wait for
     */
    public Flush(ReliableExecutor completer) {
        this.completer = completer;
    }

    /** Waits for a lane, which takes a callback, or answers false where it holds nothing. */
    public void await(Predicate<Runnable> lane) {
        if (lane.test(this)) {
            awaited++;
        }
    }

    /** Returns the stage, once every lane was asked. */
    public CompletionStage<Void> begun() {
        if (open.addAndGet(awaited) == 0) {
            done.complete(null);
        }
        return done.minimalCompletionStage();
    }

    /** Learns that a lane has written what it held. */
    @Override
    public void run() {
        if (open.decrementAndGet() == 0) {
            completer.execute(() -> done.complete(null));
        }
    }
}
