package io.tideway.ws.internal.outbound;

/** Says what became of something that was meant for one connection of many. */
public enum Outcome {
    /** The message waits in the queue or is being written; a close has begun. */
    QUEUED,
    /** The queue was full and its policy dropped the message. */
    DROPPED,
    /** The queue was full and the connection is being closed. */
    OVERFLOWED,
    /** The connection was closing or closed. */
    CLOSED,
    /** The connection was no longer selected; nothing was done. */
    NOT_ADMITTED
}
