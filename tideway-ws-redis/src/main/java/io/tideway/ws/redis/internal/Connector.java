package io.tideway.ws.redis.internal;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.event.DefaultEventPublisherOptions;
import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.sentinel.api.StatefulRedisSentinelConnection;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections, with threads of its own that end with it.
 *
 * <p>Everything of Netty is made on the loop's thread: Netty leaves thread locals behind wherever it runs, and on a
 * container's thread they would keep the application's class loader alive.
 */
final class Connector {
    private final String nodeId;
    private final Duration commandTimeout;
    private @Nullable ClientResources resources;
    private @Nullable RedisClient client;

    Connector(String nodeId, Duration commandTimeout) {
        this.nodeId = nodeId;
        this.commandTimeout = commandTimeout;
    }

    /** Makes the threads, before anything else is called; of the loop's thread. */
    void start() {
        ClientResources made = DefaultClientResources.builder()
                .ioThreadPoolSize(2)
                .computationThreadPoolSize(2)
                .threadFactoryProvider(pool -> task -> {
                    Thread thread = new FastThreadLocalThread(
                            task, "tideway-redis-" + nodeId + "-" + pool.replace("lettuce-", ""));
                    thread.setDaemon(true);
                    thread.setContextClassLoader(Connector.class.getClassLoader());
                    return thread;
                })
                .commandLatencyRecorder(CommandLatencyRecorder.disabled())
                .commandLatencyPublisherOptions(DefaultEventPublisherOptions.disabled())
                .build();
        resources = made;
        client = RedisClient.create(made);
        client.setOptions(ClientOptions.builder()
                // The loop connects again itself: Lettuce would send again what was not answered, and so publish twice.
                .autoReconnect(false)
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .maintNotificationsConfig(MaintNotificationsConfig.disabled())
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(commandTimeout)
                        .keepAlive(true)
                        .build())
                .timeoutOptions(TimeoutOptions.create())
                .build());
    }

    CompletionStage<StatefulRedisConnection<String, byte[]>> commands(RedisURI server) {
        return started().connectAsync(codec(), named(server));
    }

    CompletionStage<StatefulRedisPubSubConnection<String, byte[]>> subscriptions(RedisURI server) {
        return started().connectPubSubAsync(codec(), named(server));
    }

    CompletionStage<StatefulRedisSentinelConnection<String, String>> sentinel(RedisURI sentinel) {
        return started().connectSentinelAsync(StringCodec.UTF8, sentinel);
    }

    private RedisClient started() {
        return Objects.requireNonNull(client);
    }

    /** Not a constant: already its class uses Netty, on the thread that loads it. */
    private static RedisCodec<String, byte[]> codec() {
        return RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);
    }

    private RedisURI named(RedisURI server) {
        RedisURI named = RedisURI.builder(server).build();
        if (named.getClientName() == null) {
            named.setClientName("tideway-" + nodeId);
        }
        return named;
    }

    /** Closes every connection and ends the threads; blocks until they have ended, for at most four seconds. */
    void stop() {
        try {
            if (client != null) {
                client.shutdownAsync(0, 1, TimeUnit.SECONDS).get(2, TimeUnit.SECONDS);
            }
            if (resources != null) {
                resources.shutdown(0, 1, TimeUnit.SECONDS).get(2, TimeUnit.SECONDS);
            }
        } catch (ExecutionException | TimeoutException failed) {
            RedisMessages.stopFailed(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
