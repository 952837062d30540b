package io.tideway.ws.internal.invoke;

import java.util.Optional;

/**
 * Reads and writes strings in JSON (RFC 8259 §7) that need no escape, which JSON-B maps as they are unless it is
 * configured otherwise: its parser and generator cost more than all else about a short message.
 */
final class JsonText {
    private JsonText() {}

    /** Reads a document that is such a string; empty for anything else. */
    static Optional<String> read(String document) {
        int last = document.length() - 1;
        return last > 0 && document.charAt(0) == '"' && document.charAt(last) == '"' && isPlain(document, 1, last)
                ? Optional.of(document.substring(1, last))
                : Optional.empty();
    }

    /** Writes a text as such a string; empty if it needs an escape. */
    static Optional<String> write(String text) {
        return isPlain(text, 0, text.length()) ? Optional.of('"' + text + '"') : Optional.empty();
    }

    private static boolean isPlain(String text, int start, int end) {
        for (int i = start; i < end; i++) {
            char next = text.charAt(i);
            if (next < ' ' || next == '"' || next == '\\' || Character.isSurrogate(next)) {
                return false;
            }
        }
        return true;
    }
}
