package io.tideway.ws;

import java.util.List;
import java.util.Optional;

/** Reads the cookies of a request (RFC 6265 §4.2.1). */
final class Cookies {
    private Cookies() {}

    /** Returns the value of the first cookie of a name; names are case-sensitive. */
    static Optional<String> find(List<String> headers, String name) {
        for (String header : headers) {
            for (String pair : header.split(";", -1)) {
                int equals = pair.indexOf('=');
                if (equals >= 0 && pair.substring(0, equals).strip().equals(name)) {
                    return Optional.of(unquoted(pair.substring(equals + 1).strip()));
                }
            }
        }
        return Optional.empty();
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
