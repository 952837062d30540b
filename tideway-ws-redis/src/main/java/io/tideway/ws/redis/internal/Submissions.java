package io.tideway.ws.redis.internal;

import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScriptOutputType;
import io.tideway.ws.spi.BrokerException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Brings what callers want to the loop's thread. Thread-safe.
 *
 * <p>Callers only put an operation into a queue; the loop's thread takes all that is there and writes it at once.
 */
final class Submissions {
    private final Budget budget;
    private final Queue<Operation<?>> submitted = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean draining = new AtomicBoolean();
    private volatile @Nullable Target target;

    private record Target(Loop loop, Servers servers) {}

    Submissions(Budget budget) {
        this.budget = budget;
    }

    void open(Loop loop, Servers servers) {
        target = new Target(loop, servers);
    }

    /** Lets no call through from now on. */
    void close() {
        target = null;
    }

    /** Does something with the servers on the loop's thread. */
    CompletionStage<Void> onLoop(BiConsumer<Servers, CompletableFuture<Void>> action) {
        Target now = target;
        if (now == null) {
            return CompletableFuture.failedStage(RedisMessages.stopped());
        }
        CompletableFuture<Void> stage = new CompletableFuture<>();
        now.loop().execute(() -> {
            if (target == null) {
                stage.completeExceptionally(RedisMessages.stopped());
            } else {
                action.accept(now.servers(), stage);
            }
        });
        return stage;
    }

    /** Calls a script whose reply is a list. */
    <T> CompletionStage<T> call(
            Script script, String[] keys, Function<List<?>, T> result, Function<Link, byte[][]> arguments) {
        return submit(
                keys[0],
                0,
                link -> link.call(script, ScriptOutputType.MULTI, keys, arguments.apply(link)),
                reply -> result.apply((List<?>) reply));
    }

    /**
     * Submits an operation.
     *
     * @param key the key or channel that decides about the server
     * @param size how many bytes count
     */
    <T> CompletionStage<T> submit(
            String key, int size, Function<Link, RedisFuture<?>> sender, Function<Object, T> result) {
        Target now = target;
        if (now == null) {
            return CompletableFuture.failedStage(RedisMessages.stopped());
        }
        BrokerException refused = now.servers().refusal();
        if (refused == null) {
            refused = budget.take(size);
        }
        if (refused != null) {
            return CompletableFuture.failedStage(refused);
        }
        Operation<T> operation = new Operation<>(key, size, budget, sender::apply, result);
        submitted.add(operation);
        if (draining.compareAndSet(false, true)) {
            now.loop().execute(() -> drain(now.servers()));
        }
        if (target == null) {
            fail();
        }
        return operation.stage();
    }

    private void drain(Servers servers) {
        draining.set(false);
        for (Operation<?> operation = submitted.poll(); operation != null; operation = submitted.poll()) {
            servers.submit(operation);
        }
    }

    /** Fails what the loop has not taken. */
    void fail() {
        for (Operation<?> operation = submitted.poll(); operation != null; operation = submitted.poll()) {
            operation.fail(RedisMessages.stopped());
        }
    }
}
