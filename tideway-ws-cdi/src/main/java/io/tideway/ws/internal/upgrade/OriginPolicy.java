package io.tideway.ws.internal.upgrade;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Says which origins a browser may come from (RFC 6455 §10.2).
 *
 * <p>An origin must be the request's own host and port, an exact entry of the allow-list, or below the domain of an
 * entry with a wildcard. A request without an origin does not come from a browser and is accepted.
 */
final class OriginPolicy {
    private static final String WILDCARD = "://*.";
    // Possessive, since java.util.regex otherwise recurses once for each label and overflows the stack.
    private static final Pattern LABELS = Pattern.compile("[a-z0-9_-]++(\\.[a-z0-9_-]++)*+");

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
        return allowed.stream().anyMatch(entry -> isListed(entry, origin))
                || (host != null && isOwn(origin, host, secure));
    }

    private static boolean isListed(String entry, String origin) {
        int wildcard = entry.indexOf(WILDCARD);
        if (wildcard < 0) {
            return entry.equals(origin);
        }
        String scheme = entry.substring(0, wildcard) + "://";
        String domain = entry.substring(wildcard + WILDCARD.length() - 1); // with its dot
        int labels = origin.length() - domain.length();
        return labels > scheme.length()
                && origin.startsWith(scheme)
                && origin.endsWith(domain)
                && LABELS.matcher(origin.substring(scheme.length(), labels)).matches();
    }

    private static boolean isOwn(String origin, String host, boolean secure) {
        // Browsers serialise origins in lower case, so anything else is not from a browser. Behind a proxy that ends
        // TLS the request looks insecure while the origin is https, so only a request known to be secure narrows the
        // scheme.
        String own = without(host.toLowerCase(Locale.ROOT), ":"); // an empty port is the default one
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
