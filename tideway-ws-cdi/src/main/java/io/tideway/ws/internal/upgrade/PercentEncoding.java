package io.tideway.ws.internal.upgrade;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Reads and repairs percent-encoded text (RFC 3986 §2.1), in which clients leave characters and percent signs unescaped
 * that have to be escaped.
 */
public final class PercentEncoding {
    private static final String LEGAL_IN_PATHS = "/-_.~!$&'()*+,;=:@";
    private static final String LEGAL_IN_QUERIES = LEGAL_IN_PATHS + "?[]";
    private static final int FIRST_BEYOND_ASCII = 0x80;

    private PercentEncoding() {}

    /**
     * Decodes a path or a part of it, where a plus is itself; a malformed escape stays as it is.
     *
     * @param text the undecoded text
     * @return the decoded text
     */
    public static String decode(String text) {
        return text.indexOf('%') < 0
                ? text
                : StandardCharsets.UTF_8.decode(octets(text)).toString();
    }

    /** Tells whether what the escapes of a text stand for is UTF-8. */
    static boolean isUtf8(String text) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(octets(text));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** Decodes a name or value of a query, where a plus is a space; a malformed escape stays as it is. */
    static String decodeForm(String text) {
        return decode(text.replace('+', ' '));
    }

    /**
     * Escapes what {@link java.net.URI} rejects in a path.
     *
     * @param raw the undecoded path
     * @return the path, still undecoded
     */
    public static String path(String raw) {
        return escape(raw, LEGAL_IN_PATHS);
    }

    /**
     * Escapes what {@link java.net.URI} rejects in a query.
     *
     * @param raw the undecoded query
     * @return the query, still undecoded
     */
    public static String query(String raw) {
        return escape(raw, LEGAL_IN_QUERIES);
    }

    private static ByteBuffer octets(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        byte[] decoded = new byte[encoded.length];
        int length = 0;
        for (int i = 0; i < encoded.length; i++) {
            int high = encoded[i] == '%' && i + 2 < encoded.length ? Character.digit(encoded[i + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(encoded[i + 2], 16);
            if (low < 0) {
                decoded[length++] = encoded[i];
            } else {
                decoded[length++] = (byte) (high << 4 | low);
                i += 2;
            }
        }
        return ByteBuffer.wrap(decoded, 0, length);
    }

    private static String escape(String raw, String legal) {
        StringBuilder escaped = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); ) {
            int point = raw.codePointAt(i);
            if (isLegal(point, legal) || (point == '%' && isEscape(raw, i))) {
                escaped.appendCodePoint(point);
            } else {
                for (byte b : Character.toString(point).getBytes(StandardCharsets.UTF_8)) {
                    escaped.append('%')
                            .append(Character.toUpperCase(Character.forDigit(b >> 4 & 0xF, 16)))
                            .append(Character.toUpperCase(Character.forDigit(b & 0xF, 16)));
                }
            }
            i += Character.charCount(point);
        }
        return escaped.toString();
    }

    private static boolean isLegal(int point, String legal) {
        return point >= FIRST_BEYOND_ASCII
                ? !Character.isISOControl(point) && !Character.isSpaceChar(point)
                : Character.isLetterOrDigit(point) || legal.indexOf(point) >= 0;
    }

    private static boolean isEscape(String text, int percent) {
        return percent + 2 < text.length()
                && HexFormat.isHexDigit(text.charAt(percent + 1))
                && HexFormat.isHexDigit(text.charAt(percent + 2));
    }
}
