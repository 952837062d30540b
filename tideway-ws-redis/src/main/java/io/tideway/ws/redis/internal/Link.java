package io.tideway.ws.redis.internal;

import io.lettuce.core.KillArgs;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.pubsub.api.async.RedisPubSubAsyncCommands;
import io.tideway.ws.spi.BrokerException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The two connections to one server, for commands and for subscriptions, which live and end together.
 *
 * <p>Used on the loop's thread, where nothing else is said. A link that has ended is never used again; another one
 * replaces it.
 */
final class Link {

    /** Learns what happens to a link; {@code message} on a thread of Netty, everything else on the loop's. */
    interface Events {
        void message(String channel, byte[] frame);

        void subscribed(Link link, String channel);

        void unsubscribed(Link link, String channel);

        void refusedSubscription(Link link, Throwable failure);

        void refused(Link link, Operation<?> operation, Throwable failure);

        void answeredLast();

        void lost(Link link, String cause);
    }

    /** Recognises the server process and the connection, to end the connection from the next one. */
    record Identity(String runId, long clientId) {}

    private static final int BATCH = 500;
    private static final int BEAT_MILLIS = 1000;

    private final String address;
    private final Connector connector;
    private final RedisURI server;
    private final boolean sharded;
    private final String probe;
    private final Duration limit;
    private final Loop loop;
    private final Events events;

    private final Deque<Operation<?>> inFlight = new ArrayDeque<>();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final CompletableFuture<Void> probed = new CompletableFuture<>();
    private @Nullable StatefulRedisConnection<String, byte[]> commandConnection;
    private @Nullable StatefulRedisPubSubConnection<String, byte[]> subscriptionConnection;
    private @Nullable RedisAsyncCommands<String, byte[]> commands;
    private @Nullable RedisPubSubAsyncCommands<String, byte[]> subscriptions;
    private volatile String runId = "";
    private volatile long clientId;
    private boolean ready;
    private boolean ended;
    private boolean flushing;
    private long beatAt;
    private int beatsMissing;

    Link(
            RedisURI server,
            boolean sharded,
            String probe,
            Connector connector,
            Duration limit,
            Loop loop,
            Events events) {
        this.address = Layout.address(server);
        this.server = server;
        this.sharded = sharded;
        this.probe = probe;
        this.connector = connector;
        this.limit = limit;
        this.loop = loop;
        this.events = events;
    }

    String address() {
        return address;
    }

    boolean isReady() {
        return ready;
    }

    Identity identity() {
        return new Identity(runId, clientId);
    }

    int unanswered() {
        return unanswered.get();
    }

    /**
     * Connects, loads the scripts and sends a message to itself, which shows that the server takes writes and delivers.
     *
     * @param before the link to this address that has ended, if any
     */
    CompletionStage<Void> open(@Nullable Identity before) {
        CompletableFuture<Void> opened = new CompletableFuture<>();
        CompletionStage<StatefulRedisConnection<String, byte[]>> first = connector.commands(server);
        first.thenCompose(connection -> {
                    commandConnection = connection;
                    commands = connection.async();
                    return connector.subscriptions(server);
                })
                .thenCompose(connection -> {
                    subscriptionConnection = connection;
                    subscriptions = connection.async();
                    connection.addListener(new Arrivals());
                    return introduce(before);
                })
                .thenCompose(ignored -> probe())
                .whenComplete((ignored, failure) -> {
                    if (failure == null) {
                        opened.complete(null);
                    } else {
                        opened.completeExceptionally(
                                new IllegalStateException(address + ": " + Failures.text(failure)));
                    }
                });
        loop.after(
                limit.multipliedBy(2),
                () -> opened.completeExceptionally(new IllegalStateException(
                        address + ": no answer within " + limit.multipliedBy(2).toMillis() + " ms")));
        return opened.thenAcceptAsync(ignored -> begin(), loop);
    }

    private CompletionStage<?> introduce(@Nullable Identity before) {
        RedisAsyncCommands<String, byte[]> to = commands();
        return to.info("server")
                .thenCompose(info -> {
                    runId = field(info, "run_id");
                    RedisMessages.connected(address, field(info, "redis_version"));
                    return to.clientId();
                })
                .thenCompose(id -> {
                    clientId = id;
                    // What the earlier connection has sent may still wait in a server that stood still: it would be
                    // executed after what this one sends, out of order.
                    boolean fence = before != null && before.runId().equals(runId);
                    return fence
                            ? to.clientKill(KillArgs.Builder.id(
                                    Objects.requireNonNull(before).clientId()))
                            : CompletableFuture.completedStage(0L);
                })
                .thenCompose(killed -> to.role())
                .thenCompose(role -> {
                    requireMaster(role);
                    return loadScripts();
                });
    }

    private void requireMaster(List<Object> role) {
        if (!role.isEmpty() && role.get(0) instanceof byte[] name && !"master".equals(Values.text(name))) {
            throw new IllegalStateException(RedisMessages.replica(address));
        }
    }

    /** Loads the scripts into the server. */
    CompletionStage<?> loadScripts() {
        List<CompletableFuture<?>> loads = new ArrayList<>();
        for (Script script : Script.values()) {
            loads.add(commands()
                    .scriptLoad(script.text().getBytes(StandardCharsets.UTF_8))
                    .toCompletableFuture());
        }
        flushSoon();
        return CompletableFuture.allOf(loads.toArray(new CompletableFuture<?>[0]));
    }

    private CompletionStage<?> probe() {
        RedisFuture<?> subscribed =
                sharded ? subscriptions().ssubscribe(probe) : subscriptions().subscribe(probe);
        return subscribed.thenCompose(ignored -> {
            RedisFuture<Long> published = publish(probe, new byte[] {'?'});
            return published.thenCompose(receivers -> probed);
        });
    }

    private void begin() {
        if (ended) {
            throw new IllegalStateException(address + ": given up");
        }
        ready = true;
        beatAt = System.nanoTime();
        RedisConnectionStateListener end = new RedisConnectionStateListener() {
            @Override
            public void onRedisDisconnected(RedisChannelHandler<?, ?> connection) {
                loop.execute(() -> lost(address + ": the connection was closed"));
            }
        };
        Objects.requireNonNull(commandConnection).addListener(end);
        Objects.requireNonNull(subscriptionConnection).addListener(end);
        Objects.requireNonNull(commandConnection).setAutoFlushCommands(false);
        Objects.requireNonNull(subscriptionConnection).setAutoFlushCommands(false);
        if (!Objects.requireNonNull(commandConnection).isOpen()
                || !Objects.requireNonNull(subscriptionConnection).isOpen()) {
            throw new IllegalStateException(address + ": the connection was closed");
        }
    }

    /** Sends an operation with the next flush. */
    void send(Operation<?> operation) {
        inFlight.add(operation);
        unanswered.incrementAndGet();
        operation.deadline = System.nanoTime() + limit.toNanos();
        operation.send(this).whenComplete((reply, failure) -> {
            if (failure == null) {
                operation.succeed(reply);
                answered();
            } else {
                loop.execute(() -> {
                    if (!operation.isFinished()) {
                        events.refused(this, operation, failure);
                    }
                    answered();
                });
            }
        });
        flushSoon();
    }

    private void answered() {
        if (unanswered.decrementAndGet() == 0) {
            events.answeredLast();
        }
    }

    /** Publishes, as a part of an operation. */
    RedisFuture<Long> publish(String channel, byte[] frame) {
        return sharded ? commands().spublish(channel, frame) : commands().publish(channel, frame);
    }

    /** Calls a script, as a part of an operation. */
    RedisFuture<Object> call(Script script, ScriptOutputType type, String[] keys, byte[]... arguments) {
        return commands().evalsha(script.digest(), type, keys, arguments);
    }

    String publishingCommand() {
        return sharded ? "SPUBLISH" : "PUBLISH";
    }

    String runId() {
        return runId;
    }

    void subscribe(Collection<String> channels) {
        if (sharded) {
            channels.forEach(channel -> watch(subscriptions().ssubscribe(channel)));
        } else {
            List<String> all = List.copyOf(channels);
            for (int from = 0; from < all.size(); from += BATCH) {
                watch(subscriptions()
                        .subscribe(all.subList(from, Math.min(all.size(), from + BATCH))
                                .toArray(new String[0])));
            }
        }
        flushSoon();
    }

    void unsubscribe(String channel) {
        watch(sharded ? subscriptions().sunsubscribe(channel) : subscriptions().unsubscribe(channel));
        flushSoon();
    }

    private void watch(RedisFuture<?> subscription) {
        subscription.whenComplete((ignored, failure) -> {
            if (failure != null) {
                loop.execute(() -> {
                    if (ready) {
                        events.refusedSubscription(this, failure);
                    }
                });
            }
        });
    }

    /** Writes once for everything that the loop has to do now. */
    private void flushSoon() {
        if (ready && !flushing) {
            flushing = true;
            loop.execute(() -> {
                flushing = false;
                if (ready) {
                    Objects.requireNonNull(commandConnection).flushCommands();
                    Objects.requireNonNull(subscriptionConnection).flushCommands();
                }
            });
        }
    }

    /** Looks at the time: whether the server still answers. */
    void tick(long now) {
        while (!inFlight.isEmpty() && inFlight.peek().isFinished()) {
            inFlight.poll();
        }
        boolean late = !inFlight.isEmpty() && now - inFlight.peek().deadline > 0;
        if (late || (beatsMissing > 0 && now - beatAt > limit.toNanos())) {
            BrokerException cause = RedisMessages.timedOut(address, limit);
            inFlight.forEach(operation -> {
                if (now - operation.deadline > 0) {
                    operation.fail(cause);
                }
            });
            lost(address + ": no answer within " + limit.toMillis() + " ms");
        } else if (beatsMissing == 0
                && now - beatAt > Duration.ofMillis(BEAT_MILLIS).toNanos()) {
            beat(now);
        }
    }

    private void beat(long now) {
        beatAt = now;
        beatsMissing = 2;
        commands()
                .role()
                .whenComplete((role, failure) -> loop.execute(() -> {
                    beatsMissing--;
                    if (failure == null && ready) {
                        try {
                            requireMaster(role);
                        } catch (IllegalStateException replica) {
                            lost(String.valueOf(replica.getMessage()));
                        }
                    }
                }));
        subscriptions().ping().whenComplete((pong, failure) -> loop.execute(() -> beatsMissing--));
        flushSoon();
    }

    /** Ends the link for a reason that others have noticed; what was sent fails. */
    void lost(String cause) {
        if (ready) {
            ready = false;
            inFlight.forEach(operation -> operation.fail(RedisMessages.lost(cause)));
            inFlight.clear();
            events.lost(this, cause);
        }
    }

    /** Closes the connections; completes once nothing more arrives from them. */
    CompletionStage<Void> close() {
        ready = false;
        ended = true;
        inFlight.forEach(operation -> operation.fail(RedisMessages.lost("closed")));
        inFlight.clear();
        CompletableFuture<Void> first =
                commandConnection == null ? CompletableFuture.completedFuture(null) : commandConnection.closeAsync();
        CompletableFuture<Void> second = subscriptionConnection == null
                ? CompletableFuture.completedFuture(null)
                : subscriptionConnection.closeAsync();
        return CompletableFuture.allOf(first, second);
    }

    private RedisAsyncCommands<String, byte[]> commands() {
        return Objects.requireNonNull(commands);
    }

    private RedisPubSubAsyncCommands<String, byte[]> subscriptions() {
        return Objects.requireNonNull(subscriptions);
    }

    private static String field(String info, String name) {
        return info.lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).trim())
                .findFirst()
                .orElse("");
    }

    /** Takes what the subscriptions bring, on Netty's thread. */
    private final class Arrivals extends RedisPubSubAdapter<String, byte[]> {
        @Override
        public void message(String channel, byte[] frame) {
            if (channel.equals(probe)) {
                probed.complete(null);
            } else {
                events.message(channel, frame);
            }
        }

        @Override
        public void smessage(String channel, byte[] frame) {
            message(channel, frame);
        }

        @Override
        public void subscribed(String channel, long count) {
            if (!channel.equals(probe)) {
                loop.execute(() -> events.subscribed(Link.this, channel));
            }
        }

        @Override
        public void ssubscribed(String channel, long count) {
            subscribed(channel, count);
        }

        @Override
        public void unsubscribed(String channel, long count) {
            loop.execute(() -> events.unsubscribed(Link.this, channel));
        }

        @Override
        public void sunsubscribed(String channel, long count) {
            unsubscribed(channel, count);
        }
    }
}
