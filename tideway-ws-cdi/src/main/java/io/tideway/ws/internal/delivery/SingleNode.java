package io.tideway.ws.internal.delivery;

import io.tideway.ws.Cluster;
import io.tideway.ws.ClusterNode;
import io.tideway.ws.internal.outbound.ApplicationStage;
import io.tideway.ws.internal.registry.Member;
import io.tideway.ws.internal.registry.Registry;
import io.tideway.ws.internal.threads.Pools;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/** Answers for the only node. */
public final class SingleNode implements Cluster {
    private final String nodeId;
    private final Instant startedAt;
    private final Registry registry;
    private final Pools pools;

    /** Creates the cluster of one node. */
    public SingleNode(String nodeId, Instant startedAt, Registry registry, Pools pools) {
        this.nodeId = nodeId;
        this.startedAt = startedAt;
        this.registry = registry;
        this.pools = pools;
    }

    @Override
    public String nodeId() {
        return nodeId;
    }

    @Override
    public State state() {
        return State.SINGLE_NODE;
    }

    @Override
    public CompletionStage<List<ClusterNode>> nodes() {
        return done(List.of(new ClusterNode(nodeId, startedAt, registry.size())));
    }

    @Override
    public CompletionStage<Integer> connectionCount() {
        return done(registry.size());
    }

    @Override
    public CompletionStage<Boolean> isOnline(String userId) {
        return done(registry.users().size(Objects.requireNonNull(userId, "userId must not be null")) > 0);
    }

    @Override
    public CompletionStage<Set<String>> roomMembers(String room) {
        Objects.requireNonNull(room, "room must not be null");
        return done(registry.rooms().members(room).stream()
                .map(Member::connection)
                .map(connection -> connection.id())
                .collect(Collectors.toUnmodifiableSet()));
    }

    private <T> CompletionStage<T> done(T value) {
        return ApplicationStage.of(CompletableFuture.completedStage(value), pools);
    }
}
