package io.tideway.ws.internal.registry;

import io.tideway.ws.ConnectionMetrics;
import java.util.concurrent.atomic.LongAdder;

/** Counts what happens on one node; thread-safe, and cheap to count into from many threads at once. */
public final class NodeMetrics {
    /** Messages given to handlers. */
    public final LongAdder received = new LongAdder();

    /** Messages handed to the network. */
    public final LongAdder sent = new LongAdder();

    /** Messages dropped or refused by a full outbound queue. */
    public final LongAdder dropped = new LongAdder();

    /** Messages accepted but not handed to the network, since their connection ended. */
    public final LongAdder lost = new LongAdder();

    /** Connections ended because their outbound queue was full. */
    public final LongAdder overflows = new LongAdder();

    /** Connections ended because a write failed or took too long. */
    public final LongAdder sendFailures = new LongAdder();

    /** Connections ended because the client did not answer a heartbeat in time. */
    public final LongAdder heartbeatTimeouts = new LongAdder();

    /** Upgrades answered with an HTTP error. */
    public final LongAdder upgradesRefused = new LongAdder();

    /** Joins with a position that got everything that they had missed. */
    public final LongAdder recoveries = new LongAdder();

    /** Joins with a position that were not recovered. */
    public final LongAdder recoveriesFailed = new LongAdder();

    /** Times that the members of a room have missed publications that were no longer in a log. */
    public final LongAdder publicationsMissed = new LongAdder();

    /** Publications and actions that the broker has accepted for other nodes. */
    public final LongAdder brokerSent = new LongAdder();

    /** Publications and actions that came from other nodes. */
    public final LongAdder brokerReceived = new LongAdder();

    /** Publications and actions that the broker did not accept, or may not have accepted. */
    public final LongAdder brokerFailures = new LongAdder();

    /** Times that the broker has become unreachable. */
    public final LongAdder brokerOutages = new LongAdder();

    /** Reads every gauge and counter. */
    public ConnectionMetrics.Builder snapshot(Registry registry, long broadcasts) {
        long queuedMessages = 0;
        long queuedBytes = 0;
        for (LocalConnection connection : registry.connections()) {
            queuedMessages += connection.queuedMessages();
            queuedBytes += connection.queuedBytes();
        }
        return ConnectionMetrics.builder()
                .connections(registry.size())
                .rooms(registry.rooms().count())
                .users(registry.users().count())
                .queuedMessages(queuedMessages)
                .queuedBytes(queuedBytes)
                .totalConnections(registry.total())
                .totalBroadcasts(broadcasts)
                .messagesReceived(received.sum())
                .messagesSent(sent.sum())
                .messagesDropped(dropped.sum())
                .messagesLost(lost.sum())
                .overflows(overflows.sum())
                .sendFailures(sendFailures.sum())
                .heartbeatTimeouts(heartbeatTimeouts.sum())
                .upgradesRefused(upgradesRefused.sum())
                .recoveries(recoveries.sum())
                .recoveriesFailed(recoveriesFailed.sum())
                .publicationsMissed(publicationsMissed.sum())
                .brokerSent(brokerSent.sum())
                .brokerReceived(brokerReceived.sum())
                .brokerFailures(brokerFailures.sum())
                .brokerOutages(brokerOutages.sum());
    }
}
