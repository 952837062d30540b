package io.tideway.ws;

/** Says what became of one message that was given to one connection. */
public enum SendResult {
    /** The message waits in the connection's lane or is being written. */
    QUEUED,
    /** The lane was full and its policy dropped the message. */
    DROPPED,
    /** The lane was full and the connection is being closed with 1013. */
    OVERFLOWED,
    /** The connection is closing or closed. */
    CLOSED
}
