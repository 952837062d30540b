package io.tideway.ws.internal.broker;

import io.tideway.ws.Cluster;
import io.tideway.ws.internal.messages.SafeLog;
import io.tideway.ws.internal.registry.NodeMetrics;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Knows whether the broker is reachable, and logs when that changes; thread-safe. */
final class LinkState {
    private final String nodeId;
    private final NodeMetrics metrics;
    private final BiConsumer<LinkProblem, Supplier<SafeLog.Entry>> sums;
    private final LongSupplier nanos;
    private volatile Cluster.State state = Cluster.State.DISCONNECTED;

    // Changed by the calls of the broker, which come one at a time.
    private volatile boolean begun;
    private volatile long lostAt;
    private volatile long failuresBefore;

    /**
     * Creates the state of a node that has not been connected.
     *
     * @param sums logs lines that may repeat quickly
     * @param nanos the monotonic clock, in nanoseconds
     */
    LinkState(
            String nodeId,
            NodeMetrics metrics,
            BiConsumer<LinkProblem, Supplier<SafeLog.Entry>> sums,
            LongSupplier nanos) {
        this.nodeId = nodeId;
        this.metrics = metrics;
        this.sums = sums;
        this.nanos = nanos;
    }

    Cluster.State state() {
        return state;
    }

    void connected() {
        state = Cluster.State.CONNECTED;
        if (begun) {
            BrokerMessages.reconnected(
                    Duration.ofNanos(nanos.getAsLong() - lostAt), metrics.brokerFailures.sum() - failuresBefore);
        } else {
            BrokerMessages.connected(nodeId);
        }
        begun = true;
    }

    void disconnected(String cause) {
        lostAt = nanos.getAsLong();
        failuresBefore = metrics.brokerFailures.sum();
        metrics.brokerOutages.increment();
        state = Cluster.State.DISCONNECTED;
        BrokerMessages.disconnected(cause);
    }

    /** Counts what the broker has not accepted; logs it where that is not due to an outage, which is logged once. */
    void notPublished(Throwable failure) {
        metrics.brokerFailures.increment();
        if (state == Cluster.State.CONNECTED) {
            Throwable cause =
                    failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            sums.accept(LinkProblem.NOT_PUBLISHED, () -> BrokerMessages.notPublished(cause));
        }
    }

    /** Logs an envelope that cannot be read. */
    void unreadable(Throwable cause) {
        sums.accept(LinkProblem.UNREADABLE, () -> BrokerMessages.unreadable(cause));
    }

    /** Counts and logs an envelope for which there is no memory. */
    void tooMuchWaits(long bytes) {
        metrics.brokerFailures.increment();
        sums.accept(LinkProblem.LEFT_OUT, () -> BrokerMessages.tooMuchWaits(bytes));
    }
}
