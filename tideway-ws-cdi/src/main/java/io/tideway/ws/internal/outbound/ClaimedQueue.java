package io.tideway.ws.internal.outbound;

import io.tideway.ws.CloseFrame;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the {@linkplain OutboundState state} of an outbound queue: which thread has the claim to write, the close frame
 * that is sent with its release, and the end.
 */
abstract class ClaimedQueue extends ReportingQueue {
    OutboundState state = OutboundState.IDLE; // guarded by this
    private @Nullable CloseFrame closing; // guarded by this; not null in the states CLOSING_… only

    ClaimedQueue(OutboundLimits limits, OutboundListener listener) {
        super(limits, listener);
    }

    /**
     * Claims the writing for the caller; false if nothing waits or a thread has the claim. Called with the monitor
     * held.
     */
    final boolean claim() {
        if (!state.isUnclaimed() || !isWaiting()) {
            return false;
        }
        state = OutboundState.CLAIMED;
        return true;
    }

    /** Gives the claim up, if there is one; called with the monitor held. Returns the close frame that is due then. */
    final @Nullable CloseFrame releaseClaim() {
        if (!state.isClaimed()) {
            return null;
        }
        state = state.released();
        markEmpty();
        CloseFrame close = closing;
        closing = null;
        return close;
    }

    /** Puts a close frame behind everything; called with the monitor held, in a state that accepts messages. */
    final void beginClose(CloseFrame frame) {
        state = state.closing();
        closing = frame;
    }

    /** Ends this queue, which cannot write. */
    final void fail(Throwable cause) {
        if (end()) {
            tellFailed(cause);
        }
    }

    /** Gives up everything that waits; false if that has been done. */
    final boolean end() {
        int lost;
        FlushPoints.Passed passed;
        synchronized (this) {
            if (state == OutboundState.ENDED) {
                return false;
            }
            state = OutboundState.ENDED;
            closing = null;
            lost = clear();
            passed = passed();
        }
        tellLost(lost, passed);
        return true;
    }
}
