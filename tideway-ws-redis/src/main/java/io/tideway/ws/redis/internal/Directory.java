package io.tideway.ws.redis.internal;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulConnection;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Finds the masters: asks Sentinels, or any server whether it is part of a Cluster. */
final class Directory {
    private final Connector connector;
    private final List<RedisURI> configured;

    Directory(Connector connector, List<RedisURI> configured) {
        this.connector = connector;
        this.configured = configured;
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
        List<RedisURI> servers = new ArrayList<>(configured);
        servers.addAll(known);
        return firstOf(servers, this::askServer);
    }

    private static CompletionStage<Layout> firstOf(
            List<RedisURI> servers, Function<RedisURI, CompletionStage<Layout>> question) {
        CompletionStage<Layout> answer = question.apply(servers.get(0));
        for (RedisURI next : servers.subList(1, servers.size())) {
            answer = answer.handle((layout, failure) ->
                            failure == null ? CompletableFuture.completedStage(layout) : question.apply(next))
                    .thenCompose(Function.identity());
        }
        return answer;
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
            throw new IllegalStateException("the Sentinel knows no master of this name");
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
                            if (!(Failures.root(failure) instanceof RedisCommandExecutionException)
                                    || Failures.text(failure).startsWith("LOADING")) {
                                throw new IllegalStateException(Failures.text(failure));
                            }
                            if (configured.size() > 1) {
                                throw new IllegalStateException(RedisMessages.noCluster(Layout.address(server)));
                            }
                            return Layout.of(server);
                        })));
    }

    private static <T> CompletionStage<T> closing(StatefulConnection<?, ?> connection, CompletionStage<T> answer) {
        return answer.whenComplete((ignored, failure) -> {
            CompletionStage<Void> unused = connection.closeAsync();
        });
    }
}
