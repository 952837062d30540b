package io.tideway.ws.tyrus.internal.http;

import java.util.Arrays;

/**
 * Collects lines that end with CRLF.
 *
 * <p>Refuses every control character, a CR and an LF that stand alone among them: parsers disagree on whether these end
 * a line. Holds nothing before the first octet. Not thread-safe.
 */
final class Lines {

    private static final int FIRST_CAPACITY = 512;
    private static final byte[] NOTHING = {};

    private final int maxBytes;
    private byte[] bytes = NOTHING;
    private int length;
    private int lineStart;

    Lines(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Tells whether the lines are full. */
    boolean isFull() {
        return length == maxBytes;
    }

    /** Takes an octet; true if it ends a line, which is to be looked at before {@link #nextLine()}. */
    boolean take(byte octet) throws RequestRefused {
        boolean afterCr = length > lineStart && bytes[length - 1] == '\r';
        boolean lineEnds = octet == '\n';
        if (lineEnds != afterCr || (octet != '\r' && !lineEnds && isControl(octet))) {
            throw RequestRefused.bad("a line must end with CRLF and have no control characters");
        }
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.min(maxBytes, Math.max(FIRST_CAPACITY, 2 * length)));
        }
        bytes[length++] = octet;
        return lineEnds;
    }

    private static boolean isControl(byte octet) {
        return (octet >= 0 && octet < ' ' && octet != '\t') || octet == 0x7F;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    int lineStart() {
        return lineStart;
    }

    /** Returns where the line ends, its CRLF left out. */
    int lineEnd() {
        return length - 2;
    }

    boolean isLineEmpty() {
        return lineEnd() == lineStart;
    }

    void nextLine() {
        lineStart = length;
    }
}
