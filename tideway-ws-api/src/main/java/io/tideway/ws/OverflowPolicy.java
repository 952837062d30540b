package io.tideway.ws;

/** Says what happens when a message does not fit into a connection's outbound queue. */
public enum OverflowPolicy {
    /**
     * Closes the connection with 1013, after what was accepted before; the message answers
     * {@link SendResult#OVERFLOWED}.
     */
    CLOSE,
    /** Drops the oldest waiting messages until the new one fits; each is counted. */
    DROP_OLDEST,
    /** Drops the new message, which answers {@link SendResult#DROPPED}. */
    DROP_NEWEST
}
