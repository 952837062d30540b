package io.tideway.ws.tyrus.internal.http;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Holds one field line (RFC 9112 §5).
 *
 * @param name in lower case
 * @param value without the white space around it
 */
record FieldLine(String name, String value) {

    /**
     * Reads a line without its end, whose control characters have been refused before.
     *
     * <p>Makes a space of each tab, which RFC 9112 §5.2 allows, since Grizzly takes a tab for a part of the value.
     */
    static FieldLine of(byte[] bytes, int start, int end) throws RequestRefused {
        for (int i = start; i < end; i++) {
            if (bytes[i] == '\t') {
                bytes[i] = ' ';
            }
        }
        String line = new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
        int colon = line.indexOf(':');
        if (line.startsWith(" ")) {
            throw RequestRefused.bad("a header field must not be folded");
        }
        // Also refuses white space before the colon, by which proxies and servers disagree on the name.
        if (colon < 0 || !Octets.isToken(line.substring(0, colon))) {
            throw RequestRefused.bad("a header field must have a name, and a colon right after it");
        }
        return new FieldLine(
                line.substring(0, colon).toLowerCase(Locale.ROOT),
                line.substring(colon + 1).strip());
    }
}
