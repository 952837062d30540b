package io.tideway.ws.internal.outbound;

/** Counts UTF-8 without encoding. */
public final class Utf8 {
    private Utf8() {}

    /**
     * Counts the bytes of a text, or of a part of one, in UTF-8; each half of a surrogate pair counts two of its four.
     */
    public static int length(CharSequence text) {
        int bytes = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                bytes += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
            }
        }
        return bytes;
    }

    /** Tells whether a text has no unpaired surrogate. */
    static boolean isWellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (!Character.isSurrogatePair(text.charAt(i), i + 1 < text.length() ? text.charAt(i + 1) : 0)) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }
}
