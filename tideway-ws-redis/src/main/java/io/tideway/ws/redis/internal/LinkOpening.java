package io.tideway.ws.redis.internal;

import io.lettuce.core.KillArgs;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Opens a link: connects, loads the scripts and sends a message to itself, which shows that the server takes writes and
 * delivers. Used once; whatever fails or comes too late is closed.
 */
final class LinkOpening {
    private final RedisURI server;
    private final boolean sharded;
    private final String probe;
    private final Connector connector;
    private final Duration limit;
    private final Loop loop;
    private final String address;

    private final Queue<StatefulConnection<?, ?>> opened = new ConcurrentLinkedQueue<>();
    private volatile boolean givenUp;

    LinkOpening(RedisURI server, boolean sharded, String probe, Connector connector, Duration limit, Loop loop) {
        this.server = server;
        this.sharded = sharded;
        this.probe = probe;
        this.connector = connector;
        this.limit = limit;
        this.loop = loop;
        this.address = Layout.address(server);
    }

    /** What is known once a server has proven itself. */
    private record Proven(ServerConnections connections, Link.Identity identity) {}

    /**
     * Opens the link.
     *
     * @param before the link to this address that has ended, if any
     * @return completes on the loop's thread
     */
    CompletionStage<Link> open(Link.@Nullable Identity before, Link.Events events) {
        CompletableFuture<Proven> proven = new CompletableFuture<>();
        CompletionStage<Void> unused = connector
                .commands(server)
                .thenApply(this::keep)
                .thenCompose(commands -> introduce(commands.async(), before)
                        .thenCompose(identity -> connector
                                .subscriptions(server)
                                .thenApply(this::keep)
                                .thenApply(subscriptions ->
                                        new Proven(new ServerConnections(commands, subscriptions, sharded), identity))))
                .thenCompose(this::prove)
                .handle((result, failure) -> {
                    if (failure == null) {
                        proven.complete(result);
                    } else {
                        proven.completeExceptionally(
                                new IllegalStateException(address + ": " + Failures.text(failure)));
                    }
                    return null;
                });
        loop.after(
                limit.multipliedBy(2),
                () -> proven.completeExceptionally(new IllegalStateException(
                        address + ": no answer within " + limit.multipliedBy(2).toMillis() + " ms")));
        return proven.thenApplyAsync(result -> begin(result, events), loop).whenComplete((link, failure) -> {
            if (failure != null) {
                giveUp();
            }
        });
    }

    private <C extends StatefulConnection<?, ?>> C keep(C connection) {
        opened.add(connection);
        if (givenUp) {
            giveUp();
        }
        return connection;
    }

    private void giveUp() {
        givenUp = true;
        for (StatefulConnection<?, ?> late = opened.poll(); late != null; late = opened.poll()) {
            CompletionStage<Void> unused = late.closeAsync();
        }
    }

    private CompletionStage<Link.Identity> introduce(
            RedisAsyncCommands<String, byte[]> to, Link.@Nullable Identity before) {
        return to.info("server")
                .thenApply(info -> {
                    String version = field(info, "redis_version");
                    ServerVersion.require(address, version);
                    RedisMessages.connected(address, version);
                    return field(info, "run_id");
                })
                .thenCompose(runId -> to.clientId().thenApply(id -> new Link.Identity(runId, id)))
                .thenCompose(identity -> fence(to, identity, before).thenApply(ignored -> identity))
                .thenCompose(identity -> to.role().thenApply(role -> {
                    ServerHeartbeat.requireMaster(address, role);
                    return identity;
                }));
    }

    /**
     * Ends the earlier connection to the same process: what it has sent may still wait in a server that stood still,
     * and would be executed after what this one sends, out of order.
     */
    private static CompletionStage<Long> fence(
            RedisAsyncCommands<String, byte[]> to, Link.Identity now, Link.@Nullable Identity before) {
        return before != null && before.runId().equals(now.runId())
                ? to.clientKill(KillArgs.Builder.id(before.clientId()))
                : CompletableFuture.completedStage(0L);
    }

    private CompletionStage<Proven> prove(Proven opened) {
        CompletableFuture<Proven> arrived = new CompletableFuture<>();
        ServerConnections connections = opened.connections();
        RedisPubSubAdapter<String, byte[]> listener = new RedisPubSubAdapter<>() {
            @Override
            public void message(String channel, byte[] frame) {
                if (channel.equals(probe)) {
                    arrived.complete(opened);
                }
            }

            @Override
            public void smessage(String channel, byte[] frame) {
                message(channel, frame);
            }
        };
        connections.listen(listener);
        return connections
                .loadScripts()
                .thenCompose(ignored -> connections.subscribe(List.of(probe)))
                .thenCompose(ignored -> connections.publish(probe, new byte[] {'?'}))
                .thenCompose(ignored -> arrived)
                .whenComplete((ignored, failure) -> connections.stopListening(listener));
    }

    private Link begin(Proven proven, Link.Events events) {
        Link link = new Link(address, proven.connections(), proven.identity(), limit, loop, events);
        if (!link.begin()) {
            throw new IllegalStateException(address + ": the connection was closed");
        }
        return link;
    }

    private static String field(String info, String name) {
        return info.lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).trim())
                .findFirst()
                .orElse("");
    }
}
