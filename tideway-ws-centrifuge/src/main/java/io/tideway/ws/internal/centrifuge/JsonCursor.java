package io.tideway.ws.internal.centrifuge;

import java.util.Arrays;

/**
 * Reads JSON (RFC 8259) from front to back, and returns values of the application as slices of the text.
 *
 * <p>Jakarta JSON has no portable way to a slice, and to build a value and write it again would change numbers and cost
 * more than everything else about a message. Nesting is bounded; nothing recurses. Not thread-safe.
 */
final class JsonCursor {
    /** How deep a value may be nested. */
    static final int MOST_NESTED = 500;

    private final String text;
    private int at;

    JsonCursor(String text) {
        this.text = text;
    }

    /** Takes the fields of an object, one after the other. */
    @FunctionalInterface
    interface Fields {
        /** Takes a field; reads its value or skips it. */
        void field(String name, JsonCursor value);
    }

    /** Tells whether a text is one JSON value. */
    static boolean isJson(String text) {
        JsonCursor cursor = new JsonCursor(text);
        try {
            cursor.skip();
            cursor.space();
            return cursor.isAtEnd();
        } catch (MalformedFrame notJson) {
            return false;
        }
    }

    /** Tells whether everything has been read. */
    boolean isAtEnd() {
        return at == text.length();
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
        if (skippedNull()) {
            return 0;
        }
        int start = at;
        number();
        try {
            return Long.parseLong(text, start, at, 10);
        } catch (NumberFormatException e) {
            throw malformed("a whole number");
        }
    }

    /** Reads any value unchanged. */
    String slice() {
        space();
        int start = at;
        skip();
        return text.substring(start, at);
    }

    /** Skips any value, after checking that it is one. */
    void skip() {
        boolean[] objects = new boolean[8]; // whether each open bracket is that of an object
        int depth = 0;
        while (true) {
            space();
            if (at < text.length() && (is('{') || is('['))) {
                boolean object = is('{');
                at++;
                space();
                if (!skipped(object ? '}' : ']')) {
                    if (depth == MOST_NESTED) {
                        throw malformed("no deeper nesting");
                    }
                    if (depth == objects.length) {
                        objects = Arrays.copyOf(objects, depth * 2);
                    }
                    objects[depth++] = object;
                    name(object);
                    continue;
                }
            } else {
                scalar();
            }
            depth = ended(objects, depth);
            if (depth == 0) {
                return;
            }
            name(objects[depth - 1]);
        }
    }

    /** Closes the brackets that end after a value; returns how many are open at the comma that follows. */
    private int ended(boolean[] objects, int open) {
        int depth = open;
        while (depth > 0) {
            space();
            if (skipped(',')) {
                return depth;
            }
            expect(objects[depth - 1] ? '}' : ']');
            depth--;
        }
        return 0;
    }

    private void name(boolean object) {
        if (object) {
            space();
            skipString();
            space();
            expect(':');
        }
    }

    private void scalar() {
        char first = at < text.length() ? text.charAt(at) : 0;
        switch (first) {
            case '"' -> skipString();
            case 't' -> literal("true");
            case 'f' -> literal("false");
            case 'n' -> literal("null");
            default -> number();
        }
    }

    private void literal(String literal) {
        if (!text.startsWith(literal, at)) {
            throw malformed("a value");
        }
        at += literal.length();
    }

    private void number() {
        skipped('-');
        if (!skipped('0')) {
            digits();
        }
        if (skipped('.')) {
            digits();
        }
        if (at < text.length() && (is('e') || is('E'))) {
            at++;
            if (at < text.length() && (is('+') || is('-'))) {
                at++;
            }
            digits();
        }
    }

    private void digits() {
        int start = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (at == start) {
            throw malformed("a value");
        }
    }

    private void skipString() {
        expect('"');
        while (at < text.length()) {
            char next = text.charAt(at++);
            if (next == '"') {
                return;
            }
            if (next < ' ') {
                throw malformed("no control character");
            }
            if (next == '\\') {
                escape();
            }
        }
        throw malformed("the end of a string");
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

    private char escape() {
        char escaped = at < text.length() ? text.charAt(at++) : 0;
        return switch (escaped) {
            case '"', '\\', '/' -> escaped;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw malformed("an escape");
        };
    }

    private char unicode() {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            char digit = at < text.length() ? text.charAt(at++) : 0;
            if (digit > 'f' || Character.digit(digit, 16) < 0) { // digits of other scripts are not JSON
                throw malformed("four hexadecimal digits");
            }
            value = value * 16 + Character.digit(digit, 16);
        }
        return (char) value;
    }

    void space() {
        while (at < text.length() && (is(' ') || is('\t') || is('\n') || is('\r'))) {
            at++;
        }
    }

    private boolean is(char wanted) {
        return text.charAt(at) == wanted;
    }

    private boolean skipped(char wanted) {
        boolean found = at < text.length() && is(wanted);
        if (found) {
            at++;
        }
        return found;
    }

    private void expect(char wanted) {
        if (!skipped(wanted)) {
            throw malformed("'" + wanted + "'");
        }
    }

    private MalformedFrame malformed(String expected) {
        return new MalformedFrame("expected " + expected + " at " + at);
    }
}
