package io.tideway.ws.internal.outbound;

import io.tideway.ws.CloseFrame;

/** What a lane writes to: one connection's way out. */
public interface Outlet {

    /**
     * Starts one write; the lane calls it again only after the completion of the last.
     *
     * @param burst what to write, in its order; the lane's own again once this returns
     * @param completion told exactly once, on any thread, also inside this call
     */
    void write(WriteBatch burst, Completion completion);

    /** Returns how many bytes of frames one write takes together; 0 for one payload at a time, whatever its size. */
    default int burstBytes() {
        return 0;
    }

    /**
     * Has the drain of a broadcast run later, on a thread of the outlet's own that gathers what comes meanwhile.
     *
     * @return whether it will run; false, as here, where no thread is the outlet's own
     */
    default boolean defer(Runnable drain) {
        return false;
    }

    /** Sends a close frame after everything written; the last call that a lane makes. Must not block. */
    void close(CloseFrame frame);

    /** Learns how a write went. */
    interface Completion {
        /** The burst was handed to the network. */
        void written();

        /** The burst was not, or not wholly, handed to the network. */
        void failed(Throwable cause);
    }
}
