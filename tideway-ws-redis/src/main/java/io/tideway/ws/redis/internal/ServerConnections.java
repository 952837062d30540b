package io.tideway.ws.redis.internal;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.pubsub.RedisPubSubListener;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Holds the two open connections to one server and knows which commands it takes: those of a Cluster are sharded.
 *
 * <p>Commands leave with {@link #flush} once {@link #flushOnRequest} has been called.
 */
final class ServerConnections {
    private static final int BATCH = 500;

    private final StatefulRedisConnection<String, byte[]> commands;
    private final StatefulRedisPubSubConnection<String, byte[]> subscriptions;
    private final boolean sharded;

    ServerConnections(
            StatefulRedisConnection<String, byte[]> commands,
            StatefulRedisPubSubConnection<String, byte[]> subscriptions,
            boolean sharded) {
        this.commands = commands;
        this.subscriptions = subscriptions;
        this.sharded = sharded;
    }

    /** Calls {@code ended} when one of the two has been closed; returns whether both are open now. */
    boolean watch(Runnable ended) {
        RedisConnectionStateListener end = new RedisConnectionStateListener() {
            @Override
            public void onRedisDisconnected(RedisChannelHandler<?, ?> connection) {
                ended.run();
            }
        };
        commands.addListener(end);
        subscriptions.addListener(end);
        return commands.isOpen() && subscriptions.isOpen();
    }

    void listen(RedisPubSubListener<String, byte[]> listener) {
        subscriptions.addListener(listener);
    }

    void stopListening(RedisPubSubListener<String, byte[]> listener) {
        subscriptions.removeListener(listener);
    }

    void flushOnRequest() {
        commands.setAutoFlushCommands(false);
        subscriptions.setAutoFlushCommands(false);
    }

    void flush() {
        commands.flushCommands();
        subscriptions.flushCommands();
    }

    RedisFuture<Long> publish(String channel, byte[] frame) {
        return sharded
                ? commands.async().spublish(channel, frame)
                : commands.async().publish(channel, frame);
    }

    String publishingCommand() {
        return sharded ? "SPUBLISH" : "PUBLISH";
    }

    RedisFuture<Object> call(Script script, ScriptOutputType type, String[] keys, byte[]... arguments) {
        return commands.async().evalsha(script.digest(), type, keys, arguments);
    }

    CompletionStage<?> loadScripts() {
        List<CompletableFuture<?>> loads = new ArrayList<>();
        for (Script script : Script.values()) {
            loads.add(commands.async()
                    .scriptLoad(script.text().getBytes(StandardCharsets.UTF_8))
                    .toCompletableFuture());
        }
        return CompletableFuture.allOf(loads.toArray(new CompletableFuture<?>[0]));
    }

    /** Divides channels into those that one command may name: in a Cluster each has a slot of its own. */
    List<List<String>> batches(Collection<String> channels) {
        List<String> all = List.copyOf(channels);
        int size = sharded ? 1 : BATCH;
        List<List<String>> batches = new ArrayList<>();
        for (int from = 0; from < all.size(); from += size) {
            batches.add(all.subList(from, Math.min(all.size(), from + size)));
        }
        return batches;
    }

    RedisFuture<Void> subscribe(List<String> batch) {
        String[] channels = batch.toArray(new String[0]);
        return sharded
                ? subscriptions.async().ssubscribe(channels)
                : subscriptions.async().subscribe(channels);
    }

    RedisFuture<Void> unsubscribe(String channel) {
        return sharded
                ? subscriptions.async().sunsubscribe(channel)
                : subscriptions.async().unsubscribe(channel);
    }

    RedisFuture<List<Object>> role() {
        return commands.async().role();
    }

    RedisFuture<String> ping() {
        return subscriptions.async().ping();
    }

    /** Completes once nothing more arrives. */
    CompletableFuture<Void> close() {
        return CompletableFuture.allOf(commands.closeAsync(), subscriptions.closeAsync());
    }
}
