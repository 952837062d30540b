package io.tideway.ws.internal.outbound;

import io.tideway.ws.CloseFrame;

/** Receives what happens to a queue's payloads; called without the queue's lock, except {@link #mayOverflow}. */
public interface OutboundListener {
    /** Payloads were handed to the network. */
    void sent(int count);

    /** The queue was full for the first time since it was last empty. */
    void full(int messages, long bytes);

    /** Payloads were dropped or refused by the policy. */
    void dropped(int count);

    /**
     * Decides whether a full queue whose policy is to close may do so: not where another close has come first. Called
     * with the queue's lock held, so that no other close comes between this answer and the close frame; it must not
     * call other code.
     */
    default boolean mayOverflow(CloseFrame frame) {
        return true;
    }

    /** The queue was full and its policy is to close; this close frame has been queued. */
    void overflowed(CloseFrame frame);

    /** The close frame is about to be handed to the transport, behind everything that was queued. */
    default void closing() {}

    /** Accepted payloads were given up because the connection ended. */
    void lost(int count);

    /** A write failed; the queue has ended. */
    void failed(Throwable cause);
}
