package io.tideway.ws.internal.container;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.internal.outbound.TransportWriter;

/** Sends, aborts and pauses reading for one connection. */
public interface Transport extends TransportWriter {

    /**
     * Gives the connection up: drops its TCP connection, or closes it where the container cannot; may block.
     *
     * @param reported how the application is told that it ended, so that the client is told nothing else
     */
    void abort(CloseFrame reported);

    /** Has a listener told before the container sends a close frame of its own, which nothing may follow. */
    default void beforeCloseFrame(Runnable listener) {}

    /** Returns what stops the reading of what the client sends. */
    default InboundFlow inboundFlow() {
        return InboundFlow.UNSTOPPABLE;
    }
}
