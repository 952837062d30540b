package io.tideway.ws.internal.delivery;

/**
 * Weighs the logs that a node keeps itself.
 *
 * @param count how many there are
 * @param bytes what they weigh together
 * @param evicted how many gave way to others so far
 */
public record LogSizes(int count, long bytes, long evicted) {
    /** A node that keeps no logs. */
    public static final LogSizes NONE = new LogSizes(0, 0, 0);
}
