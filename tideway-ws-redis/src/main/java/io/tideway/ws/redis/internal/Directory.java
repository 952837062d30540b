package io.tideway.ws.redis.internal;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulConnection;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Finds the masters: asks Sentinels, or any server whether it is part of a Cluster. */
final class Directory {
    private final Connector connector;
    private final List<RedisURI> configured;
    private final Loop loop;
    private final Duration limit;
    private int begin;

    Directory(Connector connector, List<RedisURI> configured, Loop loop, Duration limit) {
        this.connector = connector;
        this.configured = configured;
        this.loop = loop;
        this.limit = limit;
    }

    /** Begins with another server the next time, since one that is cut off from the others may not know. */
    void askAnother() {
        begin++;
    }

    /**
     * Asks one server after the other until one answers.
     *
     * @param known the servers that were found before, which may answer where the configured ones do not any longer
     */
    CompletionStage<Layout> find(Collection<RedisURI> known) {
        RedisURI first = configured.get(0);
        if (first.getSentinelMasterId() != null) {
            return firstOf(new ArrayList<>(first.getSentinels()), sentinel -> askSentinel(first, sentinel));
        }
        Map<String, RedisURI> servers = new LinkedHashMap<>();
        configured.forEach(server -> servers.put(Layout.address(server), server));
        known.forEach(server -> servers.putIfAbsent(Layout.address(server), server));
        return firstOf(new ArrayList<>(servers.values()), this::askServer);
    }

    private CompletionStage<Layout> firstOf(
            List<RedisURI> servers, Function<RedisURI, CompletionStage<Layout>> question) {
        Collections.rotate(servers, -(begin % servers.size()));
        CompletionStage<Layout> answer = ask(servers.get(0), question);
        for (RedisURI next : servers.subList(1, servers.size())) {
            answer = answer.handle((layout, failure) ->
                            failure == null ? CompletableFuture.completedStage(layout) : ask(next, question))
                    .thenCompose(Function.identity());
        }
        return answer;
    }

    private CompletionStage<Layout> ask(RedisURI server, Function<RedisURI, CompletionStage<Layout>> question) {
        return loop.within(limit.multipliedBy(2), question.apply(server)).handle((layout, failure) -> {
            if (failure != null) {
                throw new IllegalStateException(Layout.address(server) + ": " + Failures.text(failure));
            }
            return layout;
        });
    }

    private CompletionStage<Layout> askSentinel(RedisURI configured, RedisURI sentinel) {
        return connector
                .sentinel(sentinel)
                .thenCompose(connection -> closing(
                        connection,
                        connection
                                .async()
                                .getMasterAddrByName(Objects.requireNonNull(configured.getSentinelMasterId()))
                                .thenApply(address -> Layout.of(master(configured, address)))));
    }

    private static RedisURI master(RedisURI configured, SocketAddress address) {
        if (!(address instanceof InetSocketAddress found)) {
            throw new IllegalStateException(
                    "the Sentinel knows no master of this name; correct what follows the # of " + RedisSettings.URI);
        }
        return RedisURI.builder(configured)
                .withHost(found.getHostString())
                .withPort(found.getPort())
                .build();
    }

    private CompletionStage<Layout> askServer(RedisURI server) {
        return connector
                .commands(server)
                .thenCompose(connection ->
                        closing(connection, connection.async().clusterSlots().handle((slots, failure) -> {
                            if (failure == null) {
                                return Layout.of(server, slots);
                            }
                            if (!saysNoCluster(failure)) {
                                throw new IllegalStateException(Failures.text(failure));
                            }
                            if (configured.size() > 1) {
                                throw new IllegalStateException(RedisMessages.noCluster(Layout.address(server)));
                            }
                            return Layout.of(server);
                        })));
    }

    /** Tells apart what a server outside a Cluster answers from what hides whether it is in one. */
    private static boolean saysNoCluster(Throwable failure) {
        return Failures.root(failure) instanceof RedisCommandExecutionException
                && Failures.kind(failure) == Failures.Kind.REFUSED;
    }

    private <T> CompletionStage<T> closing(StatefulConnection<?, ?> connection, CompletionStage<T> answer) {
        return loop.within(limit, answer).whenComplete((ignored, failure) -> {
            CompletionStage<Void> unused = connection.closeAsync();
        });
    }
}
