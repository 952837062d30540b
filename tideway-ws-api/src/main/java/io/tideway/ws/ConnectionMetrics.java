package io.tideway.ws;

/**
 * Holds the gauges and counters of one node at one moment; counters are since start.
 *
 * @param connections open connections, a gauge
 * @param rooms rooms with members, a gauge
 * @param users users with connections, a gauge
 * @param queuedMessages messages accepted and not yet handed to the network, a gauge over all connections
 * @param queuedBytes their payload bytes, a gauge over all connections
 * @param totalConnections connections since start
 * @param totalBroadcasts broadcasts since start
 * @param messagesReceived messages given to handlers
 * @param messagesSent messages handed to the network
 * @param messagesDropped messages that a full lane dropped or refused, one for each connection concerned
 * @param messagesLost messages accepted whose connection ended before they were handed to the network
 * @param overflows connections ended with 1013 because their lane was full
 * @param sendFailures connections ended because a write failed or took longer than the send timeout
 * @param heartbeatTimeouts connections ended because the peer gave no sign of life
 * @param upgradesRefused upgrades answered with an HTTP error
 */
public record ConnectionMetrics(
        int connections,
        int rooms,
        int users,
        long queuedMessages,
        long queuedBytes,
        long totalConnections,
        long totalBroadcasts,
        long messagesReceived,
        long messagesSent,
        long messagesDropped,
        long messagesLost,
        long overflows,
        long sendFailures,
        long heartbeatTimeouts,
        long upgradesRefused) {}
