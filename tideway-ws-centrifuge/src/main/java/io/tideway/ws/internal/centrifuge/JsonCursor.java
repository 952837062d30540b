package io.tideway.ws.internal.centrifuge;

/**
 * Reads the values of commands in JSON, and returns values of the application as slices of the text.
 *
 * <p>Jakarta JSON has no portable way to a slice, and to build a value and write it again would change numbers and cost
 * more than everything else about a message. Not thread-safe.
 */
final class JsonCursor extends JsonScanner {
    JsonCursor(String text) {
        super(text);
    }

    /** Takes the fields of an object, one after the other. */
    @FunctionalInterface
    interface Fields {
        /** Takes a field; reads its value or skips it. */
        void field(String name, JsonCursor value);
    }

    /** Skips a line break and the space before it; false if something else comes. */
    boolean lineBreak() {
        while (at < text.length() && (is(' ') || is('\t') || is('\r'))) {
            at++;
        }
        boolean found = at < text.length() && is('\n');
        if (found) {
            at++;
        }
        return found;
    }

    /** Skips the space before a value on the same line. */
    void indent() {
        if (lineBreak()) {
            throw malformed("no empty line");
        }
    }

    /** Returns what has not been read. */
    String rest() {
        return text.substring(at);
    }

    /** Reads an object. */
    void object(Fields fields) {
        space();
        expect('{');
        space();
        if (skipped('}')) {
            return;
        }
        do {
            space();
            String name = string();
            space();
            expect(':');
            space();
            fields.field(name, this);
            space();
        } while (skipped(','));
        expect('}');
    }

    /** Skips {@code null}; false if something else comes. */
    boolean skippedNull() {
        boolean isNull = text.startsWith("null", at);
        if (isNull) {
            at += 4;
        }
        return isNull;
    }

    /** Reads a string; an empty one for {@code null}. */
    String stringOrNull() {
        return skippedNull() ? "" : string();
    }

    /** Reads {@code true} or {@code false}; false for {@code null}. */
    boolean bool() {
        if (skippedNull()) {
            return false;
        }
        boolean isTrue = text.startsWith("true", at);
        if (!isTrue && !text.startsWith("false", at)) {
            throw malformed("true or false");
        }
        at += isTrue ? 4 : 5;
        return isTrue;
    }

    /** Reads a whole number; 0 for {@code null}. */
    long integer() {
        return integer(Long::parseLong);
    }

    /** Reads a whole number of 64 bits without a sign, as Java's unsigned methods take it; 0 for {@code null}. */
    long unsigned() {
        return integer(Long::parseUnsignedLong);
    }

    private long integer(Digits digits) {
        if (skippedNull()) {
            return 0;
        }
        int start = at;
        number();
        try {
            return digits.parse(text, start, at, 10);
        } catch (NumberFormatException e) {
            throw malformed("a whole number");
        }
    }

    @FunctionalInterface
    private interface Digits {
        long parse(CharSequence text, int from, int to, int radix);
    }

    /** Reads any value unchanged. */
    String slice() {
        space();
        int start = at;
        skip();
        return text.substring(start, at);
    }

    private String string() {
        int start = at + 1;
        skipString();
        String raw = text.substring(start, at - 1);
        return raw.indexOf('\\') < 0 ? raw : unescaped(start, at - 1);
    }

    private String unescaped(int start, int end) {
        StringBuilder string = new StringBuilder(end - start);
        at = start;
        while (at < end) {
            char next = text.charAt(at++);
            string.append(next == '\\' ? escape() : next);
        }
        at = end + 1;
        return string.toString();
    }
}
