package io.tideway.ws.tyrus.internal.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;

/** Knows the characters that HTTP and URIs are made of (RFC 9110 §5.6.2, RFC 3986 §2). */
final class Octets {

    private static final BitSet TOKEN = alphanumericAnd("!#$%&'*+-.^_`|~");
    private static final BitSet HOST = alphanumericAnd("-._~");
    private static final BitSet IP_LITERAL = alphanumericAnd(":.");

    /** What browsers send in a path; {@code |^[]{}} and the backtick are not allowed in a URI, but occur. */
    private static final BitSet PATH = alphanumericAnd("-._~!$&'()*+,;=:@/%|^[]{}`");

    private Octets() {}

    private static BitSet alphanumericAnd(String others) {
        BitSet set = new BitSet(128);
        set.set('0', '9' + 1);
        set.set('A', 'Z' + 1);
        set.set('a', 'z' + 1);
        others.chars().forEach(set::set);
        return set;
    }

    static boolean isToken(String text) {
        return !text.isEmpty() && allIn(TOKEN, text);
    }

    static boolean isHostName(String text) {
        return !text.isEmpty() && allIn(HOST, text);
    }

    static boolean isIpLiteral(String text) {
        return !text.isEmpty() && allIn(IP_LITERAL, text);
    }

    static boolean isPath(String text) {
        return allIn(PATH, text);
    }

    /** Tells whether a text has nothing but ASCII characters that print, and no space. */
    static boolean isVisible(String text) {
        return text.chars().allMatch(c -> c > ' ' && c < 0x7F);
    }

    /** Tells whether octets, one in each character, are UTF-8 to their end. */
    static boolean isUtf8(String octets) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets.getBytes(StandardCharsets.ISO_8859_1)));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    static boolean isNumber(String text, int maxDigits) {
        return !text.isEmpty() && text.length() <= maxDigits && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** Returns the value of a hexadecimal digit, or -1. */
    static int hexDigit(int octet) {
        if (octet >= '0' && octet <= '9') {
            return octet - '0';
        }
        int lower = octet | 0x20;
        return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
    }

    private static boolean allIn(BitSet set, String text) {
        return text.chars().allMatch(set::get);
    }
}
