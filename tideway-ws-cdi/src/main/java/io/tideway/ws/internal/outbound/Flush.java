package io.tideway.ws.internal.outbound;

import io.tideway.ws.internal.threads.Pools;
import io.tideway.ws.internal.threads.ReliableExecutor;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Waits until some lanes have written what they hold; thread-safe.
 *
 * <p>Those that wait for the same positions of the same lanes share one flush and one stage, so asking again and again costs
 * nothing that stays.
 */
public final class Flush {
    private final ApplicationStage<Void> done;
    private final ReliableExecutor completer;
    // What was flushed counts below zero until the lanes have all been asked, so that no stage completes before.
    private final AtomicInteger open = new AtomicInteger();

    private Flush(Pools pools) {
        this.completer = pools.completions();
        this.done = stage(pools);
    }

    /**
     * Begins to wait, or joins one that waits for the same.
     *
     * @param lanes each once
     * @param pools where the stage completes and the application's continuations run, since the thread that completed a write
     *     may be one that all connections wait for
     * @return a stage that completes once everything queued before the call is out or given up
     */
    public static CompletionStage<Void> of(Collection<OutboundQueue> lanes, Pools pools) {
        List<OutboundQueue> busy =
                lanes.stream().filter(lane -> lane.queuedMessages() > 0).toList();
        if (busy.isEmpty()) {
            return done(pools);
        }
        for (Flush earlier : busy.get(0).flushesOfAllQueued()) {
            if (earlier.waitsForExactly(busy)) {
                return earlier.done;
            }
        }
        Flush flush = new Flush(pools);
        int awaited = 0;
        for (OutboundQueue lane : busy) {
            if (lane.await(flush)) {
                awaited++;
            }
        }
        if (flush.open.addAndGet(awaited) == 0) {
            flush.done.finish(null);
        }
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

    private boolean waitsForExactly(List<OutboundQueue> lanes) {
        return open.get() == lanes.size()
                && lanes.stream().allMatch(lane -> lane.flushesOfAllQueued().contains(this));
    }

    /** Learns that a lane has written what it held. */
    void passed() {
        if (open.decrementAndGet() == 0) {
            try {
                completer.execute(() -> done.finish(null));
            } catch (OutOfMemoryError noTask) {
                done.finish(null); // the stage is promised to complete
            }
        }
    }
}
