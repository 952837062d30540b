package io.tideway.ws.internal.endpoint;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Says which origins a browser may come from (RFC 6455 §10.2).
 *
 * <p>An origin must be the request's own host and port, or an exact entry of the allow-list; no substring, no suffix. A
 * request without an origin comes from no browser and is let through.
 */
final class OriginPolicy {
    private final List<String> allowed;

    OriginPolicy(List<String> allowed) {
        this.allowed = allowed;
    }

    boolean admits(List<String> origins, @Nullable String host, boolean secure) {
        if (origins.isEmpty() || allowed.contains("*")) {
            return true;
        }
        if (origins.size() > 1) {
            return false;
        }
        String origin = origins.get(0);
        return allowed.contains(origin) || (host != null && isOwn(origin, host, secure));
    }

    private static boolean isOwn(String origin, String host, boolean secure) {
        // Browsers serialise origins in lower case, so anything else is none of theirs. Behind a proxy that ends TLS
        // the
        // request looks insecure while the origin is https, so only a request known to be secure narrows the scheme.
        String own = host.toLowerCase(Locale.ROOT);
        return matches(origin, "https://", own, 443) || (!secure && matches(origin, "http://", own, 80));
    }

    private static boolean matches(String origin, String scheme, String host, int defaultPort) {
        String suffix = ":" + defaultPort;
        return origin.startsWith(scheme)
                && without(origin.substring(scheme.length()), suffix).equals(without(host, suffix));
    }

    private static String without(String authority, String suffix) {
        return authority.endsWith(suffix) ? authority.substring(0, authority.length() - suffix.length()) : authority;
    }
}
