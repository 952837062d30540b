package io.tideway.ws.internal.delivery;

import io.tideway.ws.internal.threads.UnexpectedErrors;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Begins calls to the broker so that only a few of them are under way at once: upkeep of all rooms would fill the queue
 * of the broker otherwise, which then refuses publications. Thread-safe.
 */
final class Pace {
    private static final int MOST = 256;

    private final Queue<Supplier<? extends CompletionStage<?>>> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger free = new AtomicInteger(MOST);
    private final AtomicInteger turns = new AtomicInteger(); // asked for; one thread takes them all

    /** Makes a call, once those before it leave room. */
    void add(Supplier<? extends CompletionStage<?>> call) {
        waiting.add(call);
        go();
    }

    private void go() {
        if (turns.getAndIncrement() > 0) {
            return;
        }
        int taken = 1;
        while (taken > 0) {
            beginWaiting();
            taken = turns.addAndGet(-taken);
        }
    }

    private void beginWaiting() {
        while (free.get() > 0) {
            Supplier<? extends CompletionStage<?>> call = waiting.poll();
            if (call == null) {
                return;
            }
            free.decrementAndGet();
            begin(call);
        }
    }

    private void begin(Supplier<? extends CompletionStage<?>> call) {
        try {
            var unused = call.get().whenComplete((done, failure) -> ended());
        } catch (RuntimeException | Error e) {
            free.incrementAndGet();
            UnexpectedErrors.report(e);
        }
    }

    private void ended() {
        free.incrementAndGet();
        go();
    }
}
