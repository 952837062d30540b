package io.tideway.ws.internal.outbound;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.OverflowPolicy;

/**
 * Bounds an outbound queue, and says how long messages may wait there.
 *
 * @param messages the most messages that wait or are being written
 * @param bytes the most payload bytes that wait or are being written
 * @param policy what happens beyond
 * @param overflow the close frame of the policy {@link OverflowPolicy#CLOSE}
 * @param writeDelay how long messages may wait for further ones, in nanoseconds; 0 for not at all
 */
public record OutboundLimits(int messages, long bytes, OverflowPolicy policy, CloseFrame overflow, long writeDelay) {

    /** Bounds an outbound queue whose messages leave at once. */
    public OutboundLimits(int messages, long bytes, OverflowPolicy policy, CloseFrame overflow) {
        this(messages, bytes, policy, overflow, 0);
    }
}
