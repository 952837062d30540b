package io.tideway.ws.internal.centrifuge;

import java.util.Arrays;

/**
 * Goes through JSON (RFC 8259) from front to back, and checks that it is JSON. Nesting is bounded; nothing recurses.
 * Not thread-safe.
 */
class JsonScanner {
    /** How deep a value may be nested. */
    static final int MOST_NESTED = 500;

    final String text;
    int at;

    JsonScanner(String text) {
        this.text = text;
    }

    /** Tells whether a text is one JSON value. */
    static boolean isJson(String text) {
        JsonScanner scanner = new JsonScanner(text);
        try {
            scanner.skip();
            scanner.space();
            return scanner.isAtEnd();
        } catch (MalformedFrame notJson) {
            return false;
        }
    }

    /** Tells whether everything has been read. */
    final boolean isAtEnd() {
        return at == text.length();
    }

    /** Skips any value, after checking that it is one. */
    final void skip() {
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

    final void number() {
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

    final void skipString() {
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

    final char escape() {
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

    final void space() {
        while (at < text.length() && (is(' ') || is('\t') || is('\n') || is('\r'))) {
            at++;
        }
    }

    final boolean is(char wanted) {
        return text.charAt(at) == wanted;
    }

    final boolean skipped(char wanted) {
        boolean found = at < text.length() && is(wanted);
        if (found) {
            at++;
        }
        return found;
    }

    final void expect(char wanted) {
        if (!skipped(wanted)) {
            throw malformed("'" + wanted + "'");
        }
    }

    final MalformedFrame malformed(String expected) {
        return new MalformedFrame("expected " + expected + " at " + at);
    }
}
