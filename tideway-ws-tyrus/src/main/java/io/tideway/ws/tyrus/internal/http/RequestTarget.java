package io.tideway.ws.tyrus.internal.http;

import java.util.Locale;

/**
 * Judges the target of a request (RFC 9112 §3.2).
 *
 * <p>A path with a dot segment, plain or escaped, is refused rather than resolved: clients resolve it before they send,
 * and a server that resolves it differently from a proxy lets a request past the proxy's rules. The query may have what
 * browsers leave in it, which is more than RFC 3986 allows.
 */
final class RequestTarget {

    private RequestTarget() {}

    /** Judges a target against the value of the {@code Host} field, which is empty where HTTP/1.0 came without. */
    static void check(String method, String target, String host) throws RequestRefused {
        // HTTP codecs, Grizzly's too, take all that follows these for their body, whatever the fields say.
        if ("CONNECT".equals(method) || "PRI".equals(method)) {
            throw new RequestRefused(501, method + " is not implemented");
        }
        if (!Octets.isVisible(target) || target.indexOf('#') >= 0) {
            throw RequestRefused.bad("the request target has a character that must be escaped");
        }
        if ("*".equals(target)) {
            if (!"OPTIONS".equals(method)) {
                throw RequestRefused.bad("the request target must be a path");
            }
            return;
        }
        checkPath(target.startsWith("/") ? target : pathOfAbsolute(target, host));
    }

    /**
     * Refuses an escaped slash, as Tomcat, Jetty and Open Liberty do: to one server it ends a segment, to another not.
     * Not for an upgrade, whose endpoint is found by the undecoded path.
     */
    static void checkSlashes(String target) throws RequestRefused {
        if (path(target).toLowerCase(Locale.ROOT).contains("%2f")) {
            throw RequestRefused.bad("the path has an escaped slash");
        }
    }

    private static String path(String target) {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    private static String pathOfAbsolute(String target, String host) throws RequestRefused {
        String lower = target.toLowerCase(Locale.ROOT);
        int start = lower.startsWith("http://") ? 7 : lower.startsWith("https://") ? 8 : -1;
        if (start < 0) {
            throw RequestRefused.bad("the request target must be a path");
        }
        int end = start;
        while (end < target.length() && "/?".indexOf(target.charAt(end)) < 0) {
            end++;
        }
        String authority = target.substring(start, end);
        HostField.check(authority);
        if (!host.isEmpty()
                && !HostField.withoutEmptyPort(authority).equalsIgnoreCase(HostField.withoutEmptyPort(host))) {
            throw RequestRefused.bad("the request target names another host than the Host field");
        }
        String path = target.substring(end);
        return path.startsWith("/") ? path : "/" + path;
    }

    private static void checkPath(String target) throws RequestRefused {
        String path = path(target);
        if (!Octets.isPath(path)) {
            throw RequestRefused.bad("the path has a character that must be escaped");
        }
        String unescaped = unescaped(path);
        if (!Octets.isUtf8(unescaped)) {
            throw RequestRefused.bad("the path has an escape that is not UTF-8");
        }
        for (String segment : unescaped.split("/", -1)) {
            int parameters = segment.indexOf(';');
            String name = parameters < 0 ? segment : segment.substring(0, parameters);
            if (".".equals(name) || "..".equals(name)) {
                throw RequestRefused.bad("the path has a dot segment");
            }
        }
    }

    /** Replaces each escape by its octet, one character for each. */
    private static String unescaped(String path) throws RequestRefused {
        StringBuilder plain = new StringBuilder(path.length());
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c != '%') {
                plain.append(c);
                continue;
            }
            int high = i + 2 < path.length() ? Octets.hexDigit(path.charAt(i + 1)) : -1;
            int low = high < 0 ? -1 : Octets.hexDigit(path.charAt(i + 2));
            int octet = (high << 4) | low;
            if (low < 0 || octet < ' ' || octet == 0x7F || octet == '\\') {
                throw RequestRefused.bad("the path has an escape that is not valid");
            }
            plain.append((char) octet);
            i += 2;
        }
        return plain.toString();
    }
}
