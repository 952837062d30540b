package io.tideway.ws.redis.internal;

import io.tideway.ws.spi.BrokerException;
import io.tideway.ws.spi.BrokerListener;
import io.tideway.ws.spi.Channel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One channel that is, was or will be subscribed. Of the loop's thread, except {@link #deliver}.
 *
 * <pre>
 * NONE ── sent ──► SUBSCRIBING ── acknowledged ──► ACTIVE ── sent ──► UNSUBSCRIBING ── acknowledged ──► NONE
 *   ▲                                                                                                    │
 *   └────────────────────────────── the link is lost, from each state ───────────────────────────────────┘
 * </pre>
 */
final class Subscription {
    /** Where it stands. */
    enum State {
        NONE,
        SUBSCRIBING,
        ACTIVE,
        UNSUBSCRIBING
    }

    final Channel channel;
    final String name;
    final int slot;
    State state = State.NONE;
    boolean wanted;
    boolean renewing;

    @Nullable
    Link link;

    private final List<CompletableFuture<Void>> waiting = new ArrayList<>();
    private long deadline;
    private final Frames.Place place = new Frames.Place(); // guarded by this

    Subscription(Channel channel, String name, int slot) {
        this.channel = channel;
        this.name = name;
        this.slot = slot;
    }

    void await(CompletableFuture<Void> stage, long until) {
        waiting.add(stage);
        deadline = until;
    }

    boolean isAwaited() {
        return !waiting.isEmpty();
    }

    void settled() {
        List<CompletableFuture<Void>> stages = List.copyOf(waiting);
        waiting.clear();
        stages.forEach(stage -> stage.complete(null));
    }

    void failed(BrokerException cause) {
        List<CompletableFuture<Void>> stages = List.copyOf(waiting);
        waiting.clear();
        stages.forEach(stage -> stage.completeExceptionally(cause));
    }

    boolean isLate(long now) {
        return isAwaited() && now - deadline > 0;
    }

    /** Hands an arrival over; the lock keeps arrivals by two links apart while a slot changes its server. */
    synchronized void deliver(byte[] frame, BrokerListener listener) {
        Frames.deliver(channel, place, frame, listener);
    }
}
