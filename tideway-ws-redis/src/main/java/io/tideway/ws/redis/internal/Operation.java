package io.tideway.ws.redis.internal;

import io.lettuce.core.RedisFuture;
import io.lettuce.core.cluster.SlotHash;
import io.tideway.ws.spi.BrokerException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * Holds one request to Redis, until it is answered or has failed.
 *
 * @param <T> what its stage completes with
 */
final class Operation<T> {

    /** Sends it. */
    @FunctionalInterface
    interface Sender {
        /** Sends through a link without waiting. */
        RedisFuture<?> send(Link link);
    }

    private final Sender sender;
    private final Function<Object, T> result;
    private final Budget budget;
    private final int slot;
    private final int size;
    private final CompletableFuture<T> stage = new CompletableFuture<>();
    private final AtomicBoolean finished = new AtomicBoolean();

    // Of the loop's thread.
    long sequence;
    long deadline;
    int attempts;

    Operation(String key, int size, Budget budget, Sender sender, Function<Object, T> result) {
        this.slot = SlotHash.getSlot(key);
        this.size = size;
        this.budget = budget;
        this.sender = sender;
        this.result = result;
    }

    CompletableFuture<T> stage() {
        return stage;
    }

    int slot() {
        return slot;
    }

    RedisFuture<?> send(Link link) {
        return sender.send(link);
    }

    boolean isFinished() {
        return finished.get();
    }

    void succeed(Object reply) {
        if (finished.compareAndSet(false, true)) {
            budget.giveBack(size);
            try {
                stage.complete(result.apply(reply));
            } catch (RuntimeException unreadable) {
                stage.completeExceptionally(new BrokerException("unreadable answer: " + unreadable, unreadable));
            }
        }
    }

    void fail(BrokerException cause) {
        if (finished.compareAndSet(false, true)) {
            budget.giveBack(size);
            stage.completeExceptionally(cause);
        }
    }
}
