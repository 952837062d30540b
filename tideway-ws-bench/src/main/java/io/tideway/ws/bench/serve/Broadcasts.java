package io.tideway.ws.bench.serve;

import io.tideway.ws.BroadcastResult;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;

/** Sends broadcasts back to back on a thread of their own, at most {@value #WINDOW} ahead of the slowest client. */
final class Broadcasts {

    /** How many broadcasts may not have been flushed. */
    private static final int WINDOW = 64;

    /** How many broadcasts share one check of the flush. */
    private static final int PACE = 16;

    private final ExecutorService broadcaster = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "broadcaster");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Starts the broadcasts that a client asks for.
     *
     * @param command how many, and how large
     * @param broadcast sends one message to all connections
     * @param flushed tells when everything until now has been written
     */
    void start(
            BroadcastCommand command,
            Function<String, BroadcastResult> broadcast,
            Supplier<? extends CompletionStage<?>> flushed) {
        broadcaster.execute(() -> run(command, broadcast, flushed));
    }

    private static void run(
            BroadcastCommand command,
            Function<String, BroadcastResult> broadcast,
            Supplier<? extends CompletionStage<?>> flushed) {
        Semaphore window = new Semaphore(WINDOW / PACE);
        for (int i = 0; i < command.count(); i++) {
            if (i % PACE == 0) {
                window.acquireUninterruptibly();
            }
            report(broadcast.apply(command.message()));
            if ((i + 1) % PACE == 0) {
                flushed.get().whenComplete((done, failure) -> window.release());
            }
        }
    }

    static void report(BroadcastResult result) {
        if (!result.isComplete()) {
            System.err.println("NOT DELIVERED TO ALL: " + result);
        }
    }
}
