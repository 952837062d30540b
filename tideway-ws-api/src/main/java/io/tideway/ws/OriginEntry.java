package io.tideway.ws;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks an entry of {@link EndpointOptions#allowedOrigins()}: an origin that a browser may send, or a wildcard for
 * subdomains.
 */
final class OriginEntry {
    private static final Set<String> OPAQUE = Set.of("null", "file://");
    private static final Pattern ORIGIN = Pattern.compile("([a-z][a-z0-9+.-]*)://"
            + "(?:\\[[0-9a-f:.]+]|(\\*\\.)?([a-z0-9_-]+(?:\\.[a-z0-9_-]+)*))"
            + "(?::([1-9][0-9]{0,4}))?");
    private static final Pattern DOMAIN = Pattern.compile("localhost|.*\\.[a-z][a-z0-9-]*");
    private static final Set<String> OWN_PORTS = Set.of("http:80", "https:443");
    private static final int LARGEST_PORT = 65_535;

    private OriginEntry() {}

    static void check(String option, String value) {
        if (OPAQUE.contains(value)) {
            return;
        }
        Matcher origin = ORIGIN.matcher(value);
        if (!origin.matches()) {
            throw refused(
                    option,
                    value,
                    value.indexOf('*') < 0
                            ? "origins as browsers send them, in lower case and without a path"
                                    + " (https://app.example.com, http://localhost:3000, null, file://), or * alone"
                            : "a wildcard as the whole first label of a host only (https://*.example.com), or * alone");
        }
        String domain = origin.group(3);
        if (origin.group(2) != null && !DOMAIN.matcher(domain).matches()) {
            throw refused(option, value, "a wildcard for the subdomains of a domain only (https://*.example.com)");
        }
        String port = origin.group(4);
        if (port != null && Integer.parseInt(port) > LARGEST_PORT) {
            throw refused(option, value, "ports up to " + LARGEST_PORT);
        }
        if (OWN_PORTS.contains(origin.group(1) + ":" + port)) {
            throw refused(option, value, "origins as browsers send them, without the scheme's own port");
        }
    }

    private static IllegalArgumentException refused(String option, String value, String rule) {
        return new IllegalArgumentException(option + " must hold " + rule + ", but held \"" + value + "\"");
    }
}
