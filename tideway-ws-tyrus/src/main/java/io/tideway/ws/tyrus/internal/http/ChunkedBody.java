package io.tideway.ws.tyrus.internal.http;

import java.util.Set;
import org.glassfish.grizzly.Buffer;

/**
 * Ends with the empty line behind the last chunk (RFC 9112 §7.1).
 *
 * <p>Refuses chunk extensions: nothing uses them, and parsers disagree on where they end. Refuses trailer fields that
 * would change what was decided by the head.
 */
final class ChunkedBody implements Body {

    private enum Part {
        SIZE,
        SIZE_LF,
        DATA,
        DATA_CR,
        DATA_LF,
        TRAILER,
        OVER
    }

    private static final int MAX_SIZE_DIGITS = 8;

    private static final Set<String> NEVER_IN_TRAILERS = Set.of(
            "authorization",
            "connection",
            "content-encoding",
            "content-length",
            "content-type",
            "cookie",
            "expect",
            "host",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private final HttpLimits limits;
    private final Lines trailer;
    private Part part = Part.SIZE;
    private int digits;
    private long left;
    private long total;
    private int fields;

    ChunkedBody(HttpLimits limits) {
        this.limits = limits;
        this.trailer = new Lines(limits.headBytes());
    }

    @Override
    public int read(Buffer bytes, int from) throws RequestRefused {
        int at = from;
        while (at < bytes.limit() && part != Part.OVER) {
            if (part == Part.DATA) {
                at += skip(bytes.limit() - at);
            } else {
                take(bytes.get(at));
                at++;
            }
        }
        return at;
    }

    @Override
    public boolean isOver() {
        return part == Part.OVER;
    }

    private int skip(int available) {
        int count = (int) Math.min(left, available);
        left -= count;
        if (left == 0) {
            part = Part.DATA_CR;
        }
        return count;
    }

    private void take(byte octet) throws RequestRefused {
        switch (part) {
            case SIZE -> size(octet);
            case SIZE_LF -> {
                expect('\n', octet);
                part = left == 0 ? Part.TRAILER : Part.DATA;
            }
            case DATA_CR -> {
                expect('\r', octet);
                part = Part.DATA_LF;
            }
            case DATA_LF -> {
                expect('\n', octet);
                part = Part.SIZE;
                digits = 0;
            }
            default -> trailer(octet);
        }
    }

    private void size(byte octet) throws RequestRefused {
        if (octet == '\r' && digits > 0) {
            part = Part.SIZE_LF;
            total += left;
            if (total > limits.bodyBytes()) {
                throw HeadRules.tooLarge(limits);
            }
            return;
        }
        int digit = Octets.hexDigit(octet);
        if (digit < 0 || ++digits > MAX_SIZE_DIGITS) {
            throw malformed();
        }
        left = (left << 4) | digit;
    }

    private void trailer(byte octet) throws RequestRefused {
        if (trailer.isFull()) {
            throw HeadRules.headTooLarge(limits);
        }
        if (!trailer.take(octet)) {
            return;
        }
        if (trailer.isLineEmpty()) {
            part = Part.OVER;
            return;
        }
        FieldLine field = FieldLine.of(trailer.bytes(), trailer.lineStart(), trailer.lineEnd());
        if (++fields > limits.headers()) {
            throw HeadRules.tooManyFields(limits);
        }
        if (NEVER_IN_TRAILERS.contains(field.name())) {
            throw RequestRefused.bad("a trailer field must not be one of those that frame or route a request");
        }
        trailer.nextLine();
    }

    private static void expect(char expected, byte octet) throws RequestRefused {
        if (octet != expected) {
            throw malformed();
        }
    }

    private static RequestRefused malformed() {
        return RequestRefused.bad("a chunk must be its size in hexadecimal digits, CRLF, as many bytes, and CRLF");
    }
}
