package io.tideway.ws;

import java.net.InetSocketAddress;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Describes the HTTP request that asks for an upgrade (RFC 6455 §4.2.1).
 *
 * <p>Inside {@link WebSocketHandler#onUpgrade} it can be given a user and metadata that reach the connection; afterwards,
 * as {@link Connection#handshake()}, it is a snapshot. Reading is thread-safe.
 */
public interface Handshake {

    /**
     * Returns the request's path below the context path.
     *
     * @return the concrete path, as in {@code "/chat/lobby"}, undecoded and without path parameters ({@code
     *     ;jsessionid=…})
     */
    String path();

    /**
     * Returns the values of the endpoint's path template.
     *
     * @return an unmodifiable map by the template's names, decoded; query parameters never appear in it
     */
    Map<String, String> pathParams();

    /**
     * Returns the query parameters.
     *
     * @return an unmodifiable map, decoded, with every value in the order of the request; a malformed escape stays as it was
     *     sent; path parameters never appear in it
     */
    Map<String, List<String>> queryParams();

    /**
     * Returns the request's headers.
     *
     * @return an unmodifiable map whose names are looked up without regard to case
     */
    Map<String, List<String>> headers();

    /**
     * Returns the first value of a header.
     *
     * @param name its name, in any case
     * @return the value, or empty if the request has none
     */
    Optional<String> header(String name);

    /**
     * Returns the origin that a browser states (RFC 6454).
     *
     * @return the {@code Origin} header, or empty for a client that is no browser
     */
    Optional<String> origin();

    /**
     * Lists the subprotocols that the client offers (RFC 6455 §1.9).
     *
     * @return their names, most preferred first
     */
    List<String> subprotocols();

    /**
     * Returns the caller whom the container authenticated.
     *
     * @return the principal, or empty for an anonymous caller
     */
    Optional<Principal> principal();

    /**
     * Tells whether the caller has a role.
     *
     * @param role the role's name
     * @return true if the container says so
     */
    boolean isUserInRole(String role);

    /**
     * Returns the peer's address, where the container tells it.
     *
     * @return the address of the TCP peer, which may be a proxy
     */
    Optional<InetSocketAddress> remoteAddress();

    /**
     * Says which user the connection will belong to, instead of the principal's name.
     *
     * @param userId the user's id, as in {@link Connection#setUserId}
     * @throws IllegalArgumentException if the id is empty, too long or contains a control character
     * @throws IllegalStateException if the upgrade has been decided
     */
    void setUserId(String userId);

    /**
     * Notes something on the connection to be.
     *
     * @param key the name
     * @param value the value
     * @throws IllegalStateException if the upgrade has been decided
     */
    void setMetadata(String key, Object value);
}
