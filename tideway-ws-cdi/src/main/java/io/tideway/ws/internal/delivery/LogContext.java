package io.tideway.ws.internal.delivery;

import io.tideway.ws.internal.outbound.Flusher;
import io.tideway.ws.internal.registry.Listeners;
import io.tideway.ws.internal.registry.NodeMetrics;
import io.tideway.ws.internal.registry.Registry;
import io.tideway.ws.internal.threads.Pools;
import io.tideway.ws.spi.Broker;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Holds what all rooms that remember share.
 *
 * @param registry where their members are
 * @param broker where their logs and their presence are
 * @param flusher what writes publications
 * @param listeners learn what happens in them
 * @param metrics where that counts
 * @param pools where code of the application runs
 * @param remote what tells other nodes
 */
public record LogContext(
        Registry registry,
        Broker broker,
        Flusher flusher,
        Listeners<RoomListener> listeners,
        NodeMetrics metrics,
        Pools pools,
        Remote remote) {

    /**
     * Does something with the result of a call to the broker: at once where it is there, else apart from the threads of
     * the broker, which must not write to connections, and from the application's, which may block.
     */
    <T> void then(CompletionStage<T> call, BiConsumer<@Nullable T, @Nullable Throwable> action) {
        CompletableFuture<T> result = call.toCompletableFuture();
        if (result.isDone()) {
            var unused = result.whenComplete(action);
        } else {
            var unused = result.whenCompleteAsync(action, pools.broker());
        }
    }
}
