package io.tideway.ws.internal.outbound;

import io.tideway.ws.internal.threads.Pools;
import io.tideway.ws.internal.threads.ReliableExecutor;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiPredicate;

/**
 * Waits until some queues have written what they hold; thread-safe.
 *
 * <p>Callers that wait for the same positions of the same queues share one flush and one stage, so asking again and
 * again costs nothing that stays. Where many different flushes wait for one position, because that queue is stuck,
 * later callers share one as well, which then waits for the latest position that any of them needs. It takes no callers
 * once the stuck queue has moved, so that no caller waits forever for others.
 */
public final class Flush {
    private final ApplicationStage<Void> done;
    private final ReliableExecutor completer;
    private final AtomicInteger open; // how many queues are to pass, and who is still adding some

    private Flush(Pools pools, int queues) {
        this.completer = pools.completions();
        this.done = stage(pools);
        this.open = new AtomicInteger(queues + 1);
    }

    /**
     * Begins to wait, or joins one that waits for the same.
     *
     * @param queues each once
     * @param pools where the stage completes and the application's continuations run, since the thread that completed a
     *     write may be one that all connections wait for
     * @return a stage that completes once everything queued before the call is out or given up
     */
    public static CompletionStage<Void> of(Collection<OutboundQueue> queues, Pools pools) {
        // The caller may be the thread that would write it, and wait for the stage.
        queues.forEach(WritingQueue::writeGathered);
        DelayingQueue.endDelays(queues);
        List<OutboundQueue> busy =
                queues.stream().filter(queue -> queue.queuedMessages() > 0).toList();
        if (busy.isEmpty()) {
            return done(pools);
        }
        for (Flush earlier : busy.get(0).flushesOfAllQueued()) {
            if (earlier.waitsForExactly(busy)) {
                return earlier.done;
            }
        }
        for (OutboundQueue queue : busy) {
            Flush shared = queue.sharedFlush();
            if (shared != null && shared.waitAlsoFor(busy)) {
                return shared.done;
            }
        }
        Flush flush = new Flush(pools, busy.size());
        flush.begin(busy, OutboundQueue::await);
        return flush.done;
    }

    private static CompletionStage<Void> done(Pools pools) {
        ApplicationStage<Void> done = stage(pools);
        done.finish(null);
        return done;
    }

    private static ApplicationStage<Void> stage(Pools pools) {
        return new ApplicationStage<>(pools.completions(), pools.continuations());
    }

    private boolean waitsForExactly(List<OutboundQueue> queues) {
        return open.get() == queues.size()
                && queues.stream().allMatch(queue -> queue.flushesOfAllQueued().contains(this));
    }

    /** Waits for further positions; false if everything it waited for has passed. */
    private boolean waitAlsoFor(List<OutboundQueue> queues) {
        int more = queues.size() + 1;
        if (open.getAndUpdate(count -> count == 0 ? 0 : count + more) == 0) {
            return false;
        }
        begin(queues, OutboundQueue::awaitAlso);
        return true;
    }

    private void begin(List<OutboundQueue> queues, BiPredicate<OutboundQueue, Flush> await) {
        int passed = 1; // it counted as open itself, so that the stage does not complete before all have been asked
        for (OutboundQueue queue : queues) {
            if (!await.test(queue, this)) {
                passed++;
            }
        }
        countDown(passed);
    }

    /** Records that a queue has written what it held, or given it up. */
    void passed() {
        countDown(1);
    }

    private void countDown(int queues) {
        if (open.addAndGet(-queues) == 0) {
            try {
                completer.execute(() -> done.finish(null));
            } catch (OutOfMemoryError noTask) {
                done.finish(null); // the stage is promised to complete
            }
        }
    }
}
