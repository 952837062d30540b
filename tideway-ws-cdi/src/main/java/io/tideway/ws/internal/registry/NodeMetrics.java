package io.tideway.ws.internal.registry;

import io.tideway.ws.ConnectionMetrics;
import java.util.concurrent.atomic.LongAdder;

/** Counts what happens on one node; thread-safe, and cheap to count into from many threads at once. */
public final class NodeMetrics {
    /** Messages given to handlers. */
    public final LongAdder received = new LongAdder();

    /** Messages handed to the network. */
    public final LongAdder sent = new LongAdder();

    /** Messages dropped or refused by a full lane. */
    public final LongAdder dropped = new LongAdder();

    /** Messages accepted and given up. */
    public final LongAdder lost = new LongAdder();

    /** Connections ended because their lane was full. */
    public final LongAdder overflows = new LongAdder();

    /** Connections ended because a write failed or took too long. */
    public final LongAdder sendFailures = new LongAdder();

    /** Connections ended because the peer gave no sign of life. */
    public final LongAdder heartbeatTimeouts = new LongAdder();

    /** Upgrades answered with an HTTP error. */
    public final LongAdder upgradesRefused = new LongAdder();

    public ConnectionMetrics snapshot(Registry registry, long broadcasts) {
        long queuedMessages = 0;
        long queuedBytes = 0;
        for (Peer peer : registry.peers()) {
            queuedMessages += peer.queuedMessages();
            queuedBytes += peer.queuedBytes();
        }
        return new ConnectionMetrics(
                registry.size(),
                registry.roomIndex().count(),
                registry.userIndex().count(),
                queuedMessages,
                queuedBytes,
                registry.total(),
                broadcasts,
                received.sum(),
                sent.sum(),
                dropped.sum(),
                lost.sum(),
                overflows.sum(),
                sendFailures.sum(),
                heartbeatTimeouts.sum(),
                upgradesRefused.sum());
    }
}
