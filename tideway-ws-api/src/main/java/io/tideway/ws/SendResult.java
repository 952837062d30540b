package io.tideway.ws;

/**
 * Says whether one connection accepted one message.
 *
 * <pre>{@code
 * if (connection.sendText("prices have changed") == SendResult.DROPPED) {
 *     connection.setMetadata("missed", true);
 * }
 * }</pre>
 */
public enum SendResult {
    /** The message waits in the connection's outbound queue or is being written. */
    QUEUED,
    /** The outbound queue was full and the overflow policy dropped the message. */
    DROPPED,
    /** The outbound queue was full and the connection is being closed with 1013. */
    OVERFLOWED,
    /** The connection is closing or closed. */
    CLOSED
}
