package io.tideway.ws.internal.outbound;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.OverflowPolicy;

/**
 * Says what the policy did about a payload that did not fit.
 *
 * @param outcome what became of the payload
 * @param dropped how many were dropped, the payload included
 * @param first whether the queue was not full before
 * @param messages how many waited
 * @param bytes how many bytes waited
 */
record Overflow(Outcome outcome, int dropped, boolean first, int messages, long bytes) {

    /** The payload fitted. */
    static final Overflow NONE = new Overflow(Outcome.QUEUED, 0, false, 0, 0);

    /** The connection is closing, though the queue has not been told yet. */
    static final Overflow CLOSED = new Overflow(Outcome.CLOSED, 0, false, 0, 0);

    /** Does what the policy of a queue says; called with its monitor held. */
    static Overflow of(Payload payload, PayloadQueue queue, boolean first) {
        int messages = queue.messages();
        long bytes = queue.bytes();
        OverflowPolicy policy = queue.limits.policy();
        if (policy == OverflowPolicy.CLOSE) {
            return new Overflow(Outcome.OVERFLOWED, 1, first, messages, bytes);
        }
        int dropped = policy == OverflowPolicy.DROP_OLDEST ? queue.dropOldestFor(payload) : 0;
        if (!queue.fits(payload)) {
            return new Overflow(Outcome.DROPPED, dropped + 1, first, messages, bytes);
        }
        queue.add(payload);
        return new Overflow(Outcome.QUEUED, dropped, first, messages, bytes);
    }

    /** Tells whether a listener is to be told. */
    boolean hasSomethingToTell() {
        return first || dropped > 0 || outcome == Outcome.OVERFLOWED;
    }

    /** Tells a listener, outside the monitor; an overflowed queue ends with the close frame. */
    void tell(OutboundListener listener, CloseFrame close) {
        try {
            if (outcome == Outcome.OVERFLOWED) {
                listener.overflowed(close); // first, so that nothing joins a room once the connection is closing
            }
        } finally {
            tellTheRest(listener);
        }
    }

    private void tellTheRest(OutboundListener listener) {
        try {
            if (first) {
                listener.full(messages, bytes);
            }
        } finally {
            if (dropped > 0) {
                listener.dropped(dropped);
            }
        }
    }
}
