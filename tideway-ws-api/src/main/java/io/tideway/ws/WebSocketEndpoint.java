package io.tideway.ws;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Stereotype;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Registers a {@link WebSocketHandler} as the endpoint of a path.
 *
 * <pre>{@code
 * @WebSocketEndpoint(value = "/chat/{room}", maxMessageBytes = 4096, heartbeatInterval = "20s")
 * public class Chat implements WebSocketHandler {
 *     @Override
 *     public void onConnect(Connection connection) {
 *         connection.joinRoom(connection.pathParam("room").orElseThrow());
 *     }
 * }
 * }</pre>
 *
 * <p>It is a stereotype: the annotation alone makes the class a bean, application-scoped unless it has another scope
 * ({@code Dependent}: one instance for the endpoint; {@link ConnectionScoped}: one for each connection).
 *
 * <p>The options are those of {@link EndpointOptions}, which documents their bounds and defaults. Each is an array only
 * so that it can be absent: give one value, {@code outboundQueueMessages = 50}. Durations are written {@code "10s"},
 * {@code "250ms"}, {@code "2m"} or as ISO-8601 ({@code "PT10S"}). A value here overrides a produced
 * {@code EndpointOptions} and is overridden by configuration ({@code tideway.ws.<option>},
 * {@code tideway.ws."<path>".<option>}). A value out of bounds fails the deployment.
 */
@Stereotype
@ApplicationScoped
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface WebSocketEndpoint {

    /**
     * Returns the path below the context path: {@code "/chat"}, or a level-1 URI template as in {@code "/chat/{room}"}
     * (Jakarta WebSocket 2.1, §4.1.1).
     *
     * @return the path or template; it starts with a slash
     */
    String value();

    /**
     * Returns {@link EndpointOptions#maxMessageBytes()}.
     *
     * @return one value, or none for the default
     */
    int[] maxMessageBytes() default {};

    /**
     * Returns {@link EndpointOptions#inboundRate()}.
     *
     * @return one value, or none for the default
     */
    int[] inboundRate() default {};

    /**
     * Returns {@link EndpointOptions#inboundBurst()}.
     *
     * @return one value, or none for the default
     */
    int[] inboundBurst() default {};

    /**
     * Returns {@link EndpointOptions#inboundQueueMessages()}.
     *
     * @return one value, or none for the default
     */
    int[] inboundQueueMessages() default {};

    /**
     * Returns {@link EndpointOptions#inboundQueueBytes()}.
     *
     * @return one value, or none for the default
     */
    int[] inboundQueueBytes() default {};

    /**
     * Returns {@link EndpointOptions#outboundQueueMessages()}.
     *
     * @return one value, or none for the default
     */
    int[] outboundQueueMessages() default {};

    /**
     * Returns {@link EndpointOptions#outboundQueueBytes()}.
     *
     * @return one value, or none for the default
     */
    int[] outboundQueueBytes() default {};

    /**
     * Returns {@link EndpointOptions#overflow()}.
     *
     * @return one value, or none for the default
     */
    OverflowPolicy[] overflow() default {};

    /**
     * Returns {@link EndpointOptions#writeDelay()}.
     *
     * @return one duration, or none for the default
     */
    String[] writeDelay() default {};

    /**
     * Returns {@link EndpointOptions#sendTimeout()}.
     *
     * @return one duration, or none for the default
     */
    String[] sendTimeout() default {};

    /**
     * Returns {@link EndpointOptions#closeTimeout()}.
     *
     * @return one duration, or none for the default
     */
    String[] closeTimeout() default {};

    /**
     * Returns {@link EndpointOptions#heartbeatInterval()}.
     *
     * @return one duration, or none for the default
     */
    String[] heartbeatInterval() default {};

    /**
     * Returns {@link EndpointOptions#heartbeatTimeout()}.
     *
     * @return one duration, or none for the default
     */
    String[] heartbeatTimeout() default {};

    /**
     * Returns {@link EndpointOptions#maxConnections()}.
     *
     * @return one value, or none for the default
     */
    int[] maxConnections() default {};

    /**
     * Returns {@link EndpointOptions#maxRooms()}.
     *
     * @return one value, or none for the default
     */
    int[] maxRooms() default {};

    /**
     * Returns {@link EndpointOptions#maxRoomNameLength()}.
     *
     * @return one value, or none for the default
     */
    int[] maxRoomNameLength() default {};

    /**
     * Returns {@link EndpointOptions#allowedOrigins()}.
     *
     * @return the origins accepted beside the endpoint's own; none for the default
     */
    String[] allowedOrigins() default {};

    /**
     * Returns {@link EndpointOptions#subprotocols()}.
     *
     * @return the subprotocols the endpoint speaks, most preferred first; none for the default
     */
    String[] subprotocols() default {};

    /**
     * Returns {@link EndpointOptions#requireSubprotocol()}.
     *
     * @return one value, or none for the default
     */
    boolean[] requireSubprotocol() default {};

    /**
     * Returns {@link EndpointOptions#compression()}.
     *
     * @return one value, or none for the default
     */
    boolean[] compression() default {};

    /**
     * Returns {@link EndpointOptions#dispatch()}.
     *
     * @return one value, or none for the default
     */
    Dispatch[] dispatch() default {};
}
