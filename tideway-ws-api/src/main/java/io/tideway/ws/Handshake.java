package io.tideway.ws;

import java.net.InetSocketAddress;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Describes the HTTP request that asks for an upgrade (RFC 6455 §4.2.1).
 *
 * <pre>{@code
 * public UpgradeDecision onUpgrade(Handshake handshake) {
 *     handshake.setMetadata("language", handshake.queryParam("lang").orElse("en"));
 *     return handshake.cookie("SESSION").isPresent()
 *             ? UpgradeDecision.accept()
 *             : UpgradeDecision.reject(401, "sign in first").withHeader("WWW-Authenticate", "Cookie");
 * }
 * }</pre>
 *
 * <p>During {@link WebSocketHandler#onUpgrade} and {@link io.tideway.ws.spi.UpgradeCheck#check} it takes a user and
 * metadata for the connection; afterwards, as {@link Connection#handshake()}, it is a snapshot. Reading is thread-safe.
 */
public interface Handshake {

    /**
     * Returns the request's path below the context path.
     *
     * @return the concrete path, as in {@code "/chat/lobby"}, undecoded and without path parameters
     *     ({@code ;jsessionid=…})
     */
    String path();

    /**
     * Returns the values of the endpoint's path template.
     *
     * @return an unmodifiable map by the template's names, decoded; query parameters never appear in it
     */
    Map<String, String> pathParams();

    /**
     * Returns one value of the endpoint's path template.
     *
     * @param name the name of the variable, as in {@code "room"} for {@code "/chat/{room}"}
     * @return the decoded value, or empty if the template has no such variable
     * @throws NullPointerException if the name is null
     */
    default Optional<String> pathParam(String name) {
        return Optional.ofNullable(pathParams().get(Objects.requireNonNull(name, "name must not be null")));
    }

    /**
     * Returns the query parameters.
     *
     * @return an unmodifiable map, decoded, with every value in the order of the request; a malformed escape stays as
     *     it was sent; path parameters never appear in it
     */
    Map<String, List<String>> queryParams();

    /**
     * Returns the first value of a query parameter.
     *
     * @param name its name, decoded
     * @return the decoded value, or empty if the query has no such parameter
     * @throws NullPointerException if the name is null
     */
    default Optional<String> queryParam(String name) {
        return queryParams().getOrDefault(Objects.requireNonNull(name, "name must not be null"), List.of()).stream()
                .findFirst();
    }

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
     * @throws NullPointerException if the name is null
     */
    Optional<String> header(String name);

    /**
     * Returns the value of a cookie (RFC 6265 §4.2.1).
     *
     * @param name its name; case matters
     * @return the value of the first cookie of that name without surrounding quotes, or empty if there is none
     * @throws NullPointerException if the name is null
     */
    default Optional<String> cookie(String name) {
        return Cookies.find(
                headers().getOrDefault("Cookie", List.of()), Objects.requireNonNull(name, "name must not be null"));
    }

    /**
     * Returns the origin that a browser states (RFC 6454).
     *
     * @return the {@code Origin} header, or empty for a client that is not a browser
     */
    Optional<String> origin();

    /**
     * Lists the subprotocols that the client offers (RFC 6455 §1.9).
     *
     * @return their names, most preferred first
     */
    List<String> subprotocols();

    /**
     * Returns the caller that the container authenticated.
     *
     * @return the principal, or empty for an anonymous caller
     */
    Optional<Principal> principal();

    /**
     * Tells whether the caller has a role.
     *
     * @param role the role's name
     * @return true if the container says so; once the upgrade is decided, only for roles that the application declares
     * @throws NullPointerException if the role is null
     */
    boolean isUserInRole(String role);

    /**
     * Tells whether the request came over TLS.
     *
     * @return true if the container says so; behind a proxy that ends TLS it does so only if it trusts the proxy's
     *     forwarded headers
     */
    boolean isSecure();

    /**
     * Returns the client's address, where the container provides it.
     *
     * @return the address of the other end of the TCP connection, which may be a proxy
     */
    Optional<InetSocketAddress> remoteAddress();

    /**
     * Sets the user that the connection will belong to, instead of the principal's name.
     *
     * @param userId the user's id, as in {@link Connection#setUserId}
     * @throws IllegalArgumentException if the id is empty, too long or contains a character that is not printable
     * @throws IllegalStateException if the upgrade has been decided
     * @throws NullPointerException if an argument is null
     */
    void setUserId(String userId);

    /**
     * Sets an attribute of the future connection.
     *
     * @param key the name
     * @param value the value
     * @throws IllegalStateException if the upgrade has been decided
     * @throws NullPointerException if an argument is null
     */
    void setMetadata(String key, Object value);
}
