package io.tideway.ws.internal.broker;

import io.tideway.ws.internal.registry.NodeMetrics;
import io.tideway.ws.spi.Broker;
import io.tideway.ws.spi.Channel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Publishes the envelopes of this node, and counts what becomes of them; never blocks or throws. Thread-safe. */
final class Publisher {
    private final Broker broker;
    private final String nodeId;
    private final NodeMetrics metrics;
    private final LinkState state;

    Publisher(Broker broker, String nodeId, NodeMetrics metrics, LinkState state) {
        this.broker = broker;
        this.nodeId = nodeId;
        this.metrics = metrics;
        this.state = state;
    }

    /** Publishes; what the broker does not accept is counted. False if it refuses at once. */
    boolean publish(Channel channel, Envelope envelope) {
        return !published(channel, envelope).toCompletableFuture().isCompletedExceptionally();
    }

    /** Publishes as {@link #publish} does; completes once the broker has accepted or refused it. */
    CompletionStage<Void> published(Channel channel, Envelope envelope) {
        try {
            return broker.publish(channel, EnvelopeBytes.of(nodeId, envelope)).whenComplete((accepted, failure) -> {
                if (failure == null) {
                    metrics.brokerSent.increment();
                } else {
                    notPublished(failure);
                }
            });
        } catch (RuntimeException | Error e) {
            notPublished(e); // of a broker that breaks its promise, or of too little memory
            return CompletableFuture.failedStage(e);
        }
    }

    /** Counts and logs what the broker has not accepted. */
    void notPublished(Throwable failure) {
        state.notPublished(failure);
    }
}
