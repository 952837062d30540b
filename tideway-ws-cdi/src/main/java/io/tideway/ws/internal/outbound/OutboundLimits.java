package io.tideway.ws.internal.outbound;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.OverflowPolicy;

/**
 * Bounds an outbound queue.
 *
 * @param messages the most messages that wait or are being written
 * @param bytes the most payload bytes that wait or are being written
 * @param policy what happens beyond
 * @param overflow the close frame of the policy {@link OverflowPolicy#CLOSE}
 */
public record OutboundLimits(int messages, long bytes, OverflowPolicy policy, CloseFrame overflow) {}
