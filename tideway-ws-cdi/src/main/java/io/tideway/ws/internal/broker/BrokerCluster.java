package io.tideway.ws.internal.broker;

import io.tideway.ws.Cluster;
import io.tideway.ws.ClusterNode;
import io.tideway.ws.internal.outbound.ApplicationStage;
import io.tideway.ws.internal.registry.Registry;
import io.tideway.ws.internal.threads.Pools;
import io.tideway.ws.spi.Broker;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Answers the application for all nodes. */
final class BrokerCluster implements Cluster {
    private final String nodeId;
    private final Broker broker;
    private final LinkState link;
    private final Questions questions;
    private final Registry registry;
    private final Pools pools;

    BrokerCluster(String nodeId, Broker broker, LinkState link, Questions questions, Registry registry, Pools pools) {
        this.nodeId = nodeId;
        this.broker = broker;
        this.link = link;
        this.questions = questions;
        this.registry = registry;
        this.pools = pools;
    }

    @Override
    public String nodeId() {
        return nodeId;
    }

    @Override
    public State state() {
        return link.state();
    }

    @Override
    public CompletionStage<List<ClusterNode>> nodes() {
        return ApplicationStage.of(broker.nodes(), pools);
    }

    @Override
    public CompletionStage<Integer> connectionCount() {
        return ask(Envelope.Subject.CONNECTIONS, "", this::sum);
    }

    private Integer sum(List<Envelope.Answered> answers) {
        return registry.size()
                + answers.stream().mapToInt(Envelope.Answered::count).sum();
    }

    @Override
    public CompletionStage<Boolean> isOnline(String userId) {
        Objects.requireNonNull(userId, "userId must not be null");
        if (registry.users().size(userId) > 0) {
            return ApplicationStage.of(CompletableFuture.completedStage(true), pools);
        }
        return ask(Envelope.Subject.USER, userId, answers -> answers.stream().anyMatch(answer -> answer.count() > 0));
    }

    @Override
    public CompletionStage<Set<String>> roomMembers(String room) {
        Objects.requireNonNull(room, "room must not be null");
        return ask(Envelope.Subject.ROOM, room, answers -> {
            Set<String> ids = new HashSet<>(Answers.members(registry, room));
            answers.forEach(answer -> ids.addAll(answer.connectionIds()));
            return Set.copyOf(ids);
        });
    }

    private <T> CompletionStage<T> ask(
            Envelope.Subject subject, String name, Function<List<Envelope.Answered>, T> conclude) {
        CompletionStage<List<Envelope.Answered>> answers = link.state() == State.CONNECTED
                ? questions.ask(subject, name)
                : CompletableFuture.failedStage(BrokerMessages.unreachable());
        return ApplicationStage.of(answers.thenApply(conclude), pools);
    }
}
