package io.tideway.ws.spi;

import io.tideway.ws.Handshake;
import io.tideway.ws.UpgradeDecision;

/**
 * Checks the upgrades of many endpoints, before their handlers decide.
 *
 * <pre>{@code
 * @ApplicationScoped
 * @Priority(100)
 * class Maintenance implements UpgradeCheck {
 *     @Override
 *     public UpgradeDecision check(Handshake handshake) {
 *         return UpgradeDecision.reject(503, "back at noon").withHeader("Retry-After", "3600");
 *     }
 *
 *     @Override
 *     public boolean appliesTo(String path) {
 *         return path.startsWith("/orders");
 *     }
 * }
 * }</pre>
 *
 * <p>Every CDI bean of this type is a check; it may have any scope except {@link io.tideway.ws.ConnectionScoped}, since
 * no connection exists yet. An upgrade passes these checks in order, and the first that rejects it skips the others:
 *
 * <ol>
 *   <li>the form of the request (RFC 6455 §4.2.1) and whether the application is stopping
 *   <li>the origin ({@link io.tideway.ws.EndpointOptions#allowedOrigins()})
 *   <li>the connection limit ({@link io.tideway.ws.EndpointOptions#maxConnections()})
 *   <li>the roles that the handler asks for ({@code @RolesAllowed} and the like)
 *   <li>the checks of the application, by their {@link jakarta.annotation.Priority}, lowest first; a bean class without
 *       one has 2500, and equal ones are ordered by the name of the class
 *   <li>{@link io.tideway.ws.WebSocketHandler#onUpgrade}
 * </ol>
 *
 * <p>An implementation is thread-safe unless its scope says otherwise. It runs on the container's thread with the
 * application's class loader and an active request context, and may block.
 */
@FunctionalInterface
public interface UpgradeCheck {

    /**
     * Accepts or rejects an upgrade.
     *
     * <p>{@link UpgradeDecision#accept()} passes the upgrade on to the next check.
     * {@link UpgradeDecision#accept(String)} also chooses the subprotocol, unless a later check or the handler chooses
     * another one. {@link Handshake#setUserId} and {@link Handshake#setMetadata} reach the later checks' handshake, the
     * handler's, and the connection.
     *
     * @param handshake what the client sent
     * @return the decision
     * @throws Exception for whatever the check cannot handle; the upgrade is refused with 500
     */
    UpgradeDecision check(Handshake handshake) throws Exception;

    /**
     * Tells whether the check concerns an endpoint; asked at each upgrade.
     *
     * @param path the endpoint's path or template, as {@link io.tideway.ws.WebSocketEndpoint#value()} has it
     * @return true by default
     */
    default boolean appliesTo(String path) {
        return true;
    }
}
