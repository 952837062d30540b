package io.tideway.ws.internal.broker;

import io.tideway.ws.ClusterNode;
import io.tideway.ws.spi.Broker;
import io.tideway.ws.spi.Channel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks the other nodes, and collects their answers until all that are announced have answered, or time is over.
 * Thread-safe.
 */
final class Questions {
    private static final long LIMIT_NANOS = Duration.ofSeconds(2).toNanos();

    private final Broker broker;
    private final String nodeId;
    private final Publisher publisher;
    private final LongSupplier nanos;
    private final AtomicLong ids = new AtomicLong();
    private final ConcurrentMap<Long, Question> open = new ConcurrentHashMap<>();

    Questions(Broker broker, String nodeId, Publisher publisher, LongSupplier nanos) {
        this.broker = broker;
        this.nodeId = nodeId;
        this.publisher = publisher;
        this.nanos = nanos;
    }

    /** Asks every other node; completes with their answers, or exceptionally if one is missing. */
    CompletionStage<List<Envelope.Answered>> ask(Envelope.Subject subject, String name) {
        long id = ids.incrementAndGet();
        Question question = new Question(nanos.getAsLong() + LIMIT_NANOS);
        open.put(id, question);
        var unused = question.done.whenComplete((answers, failure) -> open.remove(id));
        broker.nodes().whenComplete((nodes, failure) -> {
            if (nodes == null) {
                question.done.completeExceptionally(failure == null ? BrokerMessages.unreachable() : failure);
                return;
            }
            question.expect(others(nodes));
            if (!question.done.isDone()) {
                ask(question, new Envelope.Asked(id, subject, name));
            }
        });
        return question.done;
    }

    private void ask(Question question, Envelope.Asked asked) {
        publisher.published(Channel.EVERYONE, asked).whenComplete((accepted, failure) -> {
            if (failure != null) {
                question.done.completeExceptionally(failure); // it has not reached another node
            }
        });
    }

    private Set<String> others(List<ClusterNode> nodes) {
        Set<String> others = new HashSet<>();
        nodes.forEach(node -> others.add(node.id()));
        others.remove(nodeId);
        return others;
    }

    void answered(String node, Envelope.Answered answer) {
        Question question = open.get(answer.id());
        if (question != null) {
            question.answered(node, answer);
        }
    }

    /** Ends the questions whose time is over; called several times a second. */
    void expire() {
        long now = nanos.getAsLong();
        open.values().forEach(question -> question.expire(now));
    }

    /** Ends all questions, since this node has disconnected. */
    void close() {
        open.values().forEach(question -> question.done.completeExceptionally(BrokerMessages.unreachable()));
    }

    /** Collects the answers to one question. */
    private static final class Question {
        private final CompletableFuture<List<Envelope.Answered>> done = new CompletableFuture<>();
        private final long end;

        // Guarded by this.
        private final Map<String, Envelope.Answered> answers = new HashMap<>();
        private @Nullable Set<String> expected; // null until the nodes are known

        Question(long end) {
            this.end = end;
        }

        void expect(Set<String> nodes) {
            synchronized (this) {
                expected = nodes;
            }
            completeIfAnswered();
        }

        void answered(String node, Envelope.Answered answer) {
            synchronized (this) {
                answers.put(node, answer);
            }
            completeIfAnswered();
        }

        private void completeIfAnswered() {
            List<Envelope.Answered> all;
            synchronized (this) {
                if (expected == null || !answers.keySet().containsAll(expected)) {
                    return;
                }
                all = new ArrayList<>(answers.values());
            }
            done.complete(all);
        }

        void expire(long now) {
            if (now - end >= 0) {
                done.completeExceptionally(BrokerMessages.unanswered(missing()));
            }
        }

        private synchronized int missing() {
            return expected == null
                    ? 0
                    : (int) expected.stream()
                            .filter(node -> !answers.containsKey(node))
                            .count();
        }
    }
}
