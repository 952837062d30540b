package io.tideway.ws.internal.upgrade;

import java.net.InetSocketAddress;
import java.security.Principal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Describes one request for an upgrade, whatever the container.
 *
 * @param method the HTTP method
 * @param protocol the HTTP version as in {@code HTTP/1.1}
 * @param path the undecoded path below the context path; starts with a slash; its path parameters are left out
 * @param queryString the undecoded query, if any
 * @param headers the headers, looked up without regard to case
 * @param principal the authenticated caller, if any
 * @param userInRole what the container says of the caller's roles; asked during the handshake only
 * @param remoteAddress the address of the TCP connection's other end, where the container tells it
 * @param secure whether the request is known to have come over TLS
 */
public record UpgradeRequest(
        String method,
        String protocol,
        String path,
        @Nullable String queryString,
        Map<String, List<String>> headers,
        @Nullable Principal principal,
        Predicate<String> userInRole,
        @Nullable InetSocketAddress remoteAddress,
        boolean secure) {

    /** Copies the headers, and leaves out the parameters of the path. */
    public UpgradeRequest {
        path = RequestPath.withoutParameters(path);
        Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, values) -> {
            if (name != null && values != null) {
                copy.merge(name, List.copyOf(values), (a, b) -> {
                    var both = new ArrayList<>(a);
                    both.addAll(b);
                    return List.copyOf(both);
                });
            }
        });
        headers = Collections.unmodifiableMap(copy);
    }

    /** Returns the form of the handshake. */
    HandshakeForm form() {
        return new HandshakeForm(method, protocol, this::values);
    }

    /** Returns the values of a header; empty where there is none. */
    List<String> values(String name) {
        return headers.getOrDefault(name, List.of());
    }

    /** Returns the first value of a header; null where there is none. */
    @Nullable
    String first(String name) {
        List<String> values = values(name);
        return values.isEmpty() ? null : values.get(0);
    }
}
