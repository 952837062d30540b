package io.tideway.ws.internal.lane;

import io.tideway.ws.CloseFrame;

/** What a lane writes to: one connection's way out. */
public interface Outlet {

    /**
     * Starts one write; the lane calls it again only after the completion of the last.
     *
     * @param payload what to write
     * @param completion told exactly once, on any thread, also inside this call
     */
    void write(Payload payload, Completion completion);

    /** Sends a close frame after everything written; the last call that a lane makes. Must not block. */
    void close(CloseFrame frame);

    /** Learns how a write went. */
    interface Completion {
        /** The payload was handed to the network. */
        void written();

        /** The payload was not, or not wholly, handed to the network. */
        void failed(Throwable cause);
    }
}
