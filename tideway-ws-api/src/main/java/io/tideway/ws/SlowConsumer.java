package io.tideway.ws;

/**
 * Tells observers that a connection's outbound lane was full, once until the lane has been empty again.
 *
 * @param connection the connection
 * @param queuedMessages the messages that waited
 * @param queuedBytes their payload bytes
 * @param policy what was done about it
 */
public record SlowConsumer(Connection connection, int queuedMessages, long queuedBytes, OverflowPolicy policy) {}
