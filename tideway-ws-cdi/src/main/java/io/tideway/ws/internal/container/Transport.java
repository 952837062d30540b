package io.tideway.ws.internal.container;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.internal.outbound.TransportWriter;

/** One connection's way out through its container, its emergency exit, and the tap of its way in. */
public interface Transport extends TransportWriter {

    /**
     * Gives the connection up: drops its TCP connection, or closes it where the container cannot; may block.
     *
     * @param reported how the application is told that it ended, so that the peer is told nothing else
     */
    void abort(CloseFrame reported);

    /** Returns what stops the reading of what the client sends. */
    default InboundFlow inboundFlow() {
        return InboundFlow.UNSTOPPABLE;
    }
}
