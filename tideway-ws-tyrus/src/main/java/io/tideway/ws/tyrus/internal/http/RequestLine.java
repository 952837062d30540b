package io.tideway.ws.tyrus.internal.http;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Holds a request line (RFC 9112 §3).
 *
 * @param method the method
 * @param target the target, not yet judged
 * @param version {@code HTTP/1.1} or {@code HTTP/1.0}
 */
record RequestLine(String method, String target, String version) {

    private static final String HTTP_11 = "HTTP/1.1";
    private static final Pattern VERSION = Pattern.compile("HTTP/[0-9]\\.[0-9]");

    static RequestLine of(byte[] bytes, int start, int end) throws RequestRefused {
        String line = new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
        String[] parts = line.split(" ", -1);
        if (parts.length != 3 || !Octets.isToken(parts[0]) || parts[1].isEmpty()) {
            throw RequestRefused.bad("the request line must be a method, a target and a version");
        }
        String version = parts[2];
        if (!VERSION.matcher(version).matches()) {
            throw RequestRefused.bad("the request line must end with an HTTP version");
        }
        if (!HTTP_11.equals(version) && !"HTTP/1.0".equals(version)) {
            throw new RequestRefused(505, "the HTTP version must be 1.1 or 1.0");
        }
        return new RequestLine(parts[0], parts[1], version);
    }

    boolean isHttp11() {
        return HTTP_11.equals(version);
    }
}
