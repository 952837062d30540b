package io.tideway.ws.internal.lane;

import java.nio.charset.StandardCharsets;

/** Counts UTF-8 without encoding. */
public final class Utf8 {
    private Utf8() {}

    /** Counts the bytes of a text, or of a part of one, in UTF-8; each half of a surrogate pair counts two of its four. */
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

    /** Replaces unpaired surrogates, which have no UTF-8, by question marks; containers disagree on what to do with them. */
    static String repaired(String text) {
        int i = 0;
        while (i < text.length()) {
            int point = text.codePointAt(i);
            if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
                return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
            }
            i += Character.charCount(point);
        }
        return text;
    }
}
