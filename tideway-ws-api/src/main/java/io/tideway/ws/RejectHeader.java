package io.tideway.ws;

import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks the header of a rejected upgrade, which must not change how the answer is framed or read. */
final class RejectHeader {
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern VALUE = Pattern.compile("[!-~]([ \\t!-~]*[!-~])?");
    private static final Set<String> OF_THE_SERVER = Set.of(
            "connection",
            "content-length",
            "content-type",
            "keep-alive",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private RejectHeader() {}

    static void checkName(String name) {
        Objects.requireNonNull(name, "name must not be null");
        if (!TOKEN.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "the name of a header must be a token (RFC 9110 §5.1), but was " + quoted(name));
        }
        String lower = name.toLowerCase(Locale.ROOT);
        if (OF_THE_SERVER.contains(lower) || lower.startsWith("sec-websocket-")) {
            throw new IllegalArgumentException("the server sets the header " + name + " of a rejected upgrade itself");
        }
    }

    static void checkValue(String name, String value) {
        Objects.requireNonNull(value, "value must not be null");
        if (!VALUE.matcher(value).matches()) {
            throw new IllegalArgumentException("the value of the header " + name
                    + " must be printable ASCII without white space at its ends, but was " + quoted(value));
        }
    }

    /** Escapes what could write a line of its own into a log. */
    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (c >= ' ' && c <= '~') {
                quoted.append((char) c);
            } else {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", c));
            }
        });
        return quoted.append('"').toString();
    }
}
