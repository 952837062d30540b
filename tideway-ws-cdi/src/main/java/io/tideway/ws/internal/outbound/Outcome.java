package io.tideway.ws.internal.outbound;

/** What became of something that was meant for one connection of many. */
public enum Outcome {
    /** The message waits in the lane or is being written; a close has begun. */
    QUEUED,
    /** The lane was full and its policy dropped the message. */
    DROPPED,
    /** The lane was full and the connection is being closed. */
    OVERFLOWED,
    /** The connection was closing or closed. */
    CLOSED,
    /** The connection belonged to those meant no longer; nothing was done. */
    NOT_ADMITTED
}
