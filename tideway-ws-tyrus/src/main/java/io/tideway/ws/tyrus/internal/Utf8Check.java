package io.tideway.ws.tyrus.internal;

/**
 * Finds the first byte that makes a text invalid UTF-8 (RFC 3629 §4), however the text is cut into pieces.
 *
 * <p>Not thread-safe.
 */
public final class Utf8Check {
    private static final int LOW = 0x80;
    private static final int HIGH = 0xBF;

    private int due;
    private int low = LOW;
    private int high = HIGH;

    /** Creates a check of a text that has not begun. */
    public Utf8Check() {}

    /**
     * Takes the next piece of the text.
     *
     * @param bytes the piece
     * @return whether the text so far is the beginning of a valid one
     */
    public boolean accept(byte[] bytes) {
        int i = 0;
        while (i < bytes.length) {
            if (due == 0 && bytes[i] >= 0) {
                i++;
            } else if (!accept(bytes[i++] & 0xFF)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Tells whether the text may end here.
     *
     * @return false in the middle of a character
     */
    public boolean isWhole() {
        return due == 0;
    }

    /** Begins with another text. */
    public void reset() {
        due = 0;
        low = LOW;
        high = HIGH;
    }

    private boolean accept(int octet) {
        if (due > 0) {
            boolean expected = octet >= low && octet <= high;
            due--;
            low = LOW;
            high = HIGH;
            return expected;
        }
        if (octet < 0xC2 || octet > 0xF4) {
            return false;
        }
        due = octet < 0xE0 ? 1 : octet < 0xF0 ? 2 : 3;
        // Neither longer than necessary, nor a surrogate, nor beyond U+10FFFF.
        low = octet == 0xE0 ? 0xA0 : octet == 0xF0 ? 0x90 : LOW;
        high = octet == 0xED ? 0x9F : octet == 0xF4 ? 0x8F : HIGH;
        return true;
    }
}
