package io.tideway.ws;

/**
 * Says where a handler's callbacks run; in each, those of one connection stay in order and never overlap.
 *
 * <pre>{@code
 * @WebSocketEndpoint(value = "/reports", dispatch = Dispatch.MANAGED)
 * public class Reports implements WebSocketHandler {}
 * }</pre>
 */
public enum Dispatch {
    /**
     * Runs callbacks on the container's own thread; while one runs, the container reads at most a little ahead from its
     * client.
     */
    CONTAINER,
    /**
     * Runs callbacks on the server's managed executor, or on Tideway's own threads where there is none; while one runs,
     * the container reads on until the inbound queue is full ({@link EndpointOptions#inboundQueueMessages()},
     * {@link EndpointOptions#inboundQueueBytes()}).
     */
    MANAGED,
    /**
     * Runs callbacks on virtual threads, one per busy connection, with the same inbound queue; refused at deployment
     * below Java 21.
     */
    VIRTUAL
}
