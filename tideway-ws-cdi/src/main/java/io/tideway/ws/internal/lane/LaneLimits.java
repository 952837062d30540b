package io.tideway.ws.internal.lane;

import io.tideway.ws.OverflowPolicy;

/**
 * Bounds a lane.
 *
 * @param messages the most messages that wait or are being written
 * @param bytes the most payload bytes that wait or are being written
 * @param policy what happens beyond
 */
public record LaneLimits(int messages, long bytes, OverflowPolicy policy) {}
