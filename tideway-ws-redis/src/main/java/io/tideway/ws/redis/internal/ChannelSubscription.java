package io.tideway.ws.redis.internal;

import io.tideway.ws.spi.BrokerException;
import io.tideway.ws.spi.BrokerListener;
import io.tideway.ws.spi.Channel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds one channel that is, was or will be subscribed. Of the loop's thread, except {@link #deliver}.
 *
 * <pre>
 * NONE ── sent ──► SUBSCRIBING ── acknowledged ──► ACTIVE ── sent ──► UNSUBSCRIBING ── acknowledged ──► NONE
 *   ▲                                                                                                    │
 *   └────────────────────────────── the link is lost, from each state ───────────────────────────────────┘
 * </pre>
 */
final class ChannelSubscription {
    /** Its state. */
    enum State {
        NONE,
        SUBSCRIBING,
        ACTIVE,
        UNSUBSCRIBING
    }

    /** Who waits until what was asked for last is done. */
    private record Caller(CompletableFuture<Void> stage, long deadline) {}

    final Channel channel;
    final String name;
    final int slot;
    State state = State.NONE;
    boolean wanted;
    boolean renewing;

    @Nullable
    Link link;

    private final List<Caller> callers = new ArrayList<>();
    private final Frames.Place place = new Frames.Place(); // guarded by this

    ChannelSubscription(Channel channel, String name, int slot) {
        this.channel = channel;
        this.name = name;
        this.slot = slot;
    }

    void await(CompletableFuture<Void> stage, long deadline) {
        callers.add(new Caller(stage, deadline));
    }

    boolean isAwaited() {
        return !callers.isEmpty();
    }

    void settled() {
        take(caller -> true).forEach(stage -> stage.complete(null));
    }

    void failed(BrokerException cause) {
        take(caller -> true).forEach(stage -> stage.completeExceptionally(cause));
    }

    /** Fails the callers who have waited for too long. */
    void expire(long now, Supplier<BrokerException> cause) {
        take(caller -> now - caller.deadline() > 0).forEach(stage -> stage.completeExceptionally(cause.get()));
    }

    private List<CompletableFuture<Void>> take(Predicate<Caller> which) {
        List<CompletableFuture<Void>> stages =
                callers.stream().filter(which).map(Caller::stage).toList();
        callers.removeIf(which);
        return stages;
    }

    /** Hands an arrival over; the lock keeps arrivals by two links apart while a slot changes its server. */
    synchronized void deliver(byte[] frame, BrokerListener listener) {
        Frames.deliver(channel, place, frame, listener);
    }
}
