package io.tideway.ws.internal.centrifuge;

import io.tideway.ws.spi.ProtocolEndpoint;

/**
 * Bounds what one client may do.
 *
 * @param maxCalls how many of its calls may be under way
 * @param publishRate how often it may publish in a second; 0 for no limit
 * @param readRate how often it may have logs and members of rooms read in a second; 0 for no limit
 */
record Limits(int maxCalls, int publishRate, int readRate) {
    private static final int MOST = 1_000_000;

    static Limits of(ProtocolEndpoint endpoint) {
        return new Limits(
                endpoint.option("max-calls", 64, 1, MOST),
                endpoint.option("publish-rate", 0, 0, MOST),
                endpoint.option("read-rate", 200, 0, MOST));
    }
}
