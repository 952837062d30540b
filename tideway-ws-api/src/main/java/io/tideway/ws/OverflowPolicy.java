package io.tideway.ws;

/**
 * Says what happens when a message does not fit into a connection's outbound queue.
 *
 * <pre>{@code
 * @WebSocketEndpoint(value = "/prices", overflow = OverflowPolicy.DROP_OLDEST, outboundQueueMessages = 50)
 * public class Prices implements WebSocketHandler {}
 * }</pre>
 */
public enum OverflowPolicy {
    /**
     * Closes the connection with 1013, after what was accepted before; the send returns {@link SendResult#OVERFLOWED}.
     */
    CLOSE,
    /** Drops the oldest waiting messages until the new one fits; each is counted. */
    DROP_OLDEST,
    /** Drops the new message; its send returns {@link SendResult#DROPPED}. */
    DROP_NEWEST
}
