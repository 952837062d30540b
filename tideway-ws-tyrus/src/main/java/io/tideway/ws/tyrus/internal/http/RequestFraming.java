package io.tideway.ws.tyrus.internal.http;

import java.util.Arrays;
import org.glassfish.grizzly.Buffer;

/**
 * Follows the bytes of one connection through its requests: head, body, next head.
 *
 * <p>What it lets pass has one reading only, so the parser behind it cannot find another one. It decides byte by byte,
 * so the pieces in which bytes arrive make no difference. It copies heads, and never a body.
 *
 * <p>Not thread-safe: a connection is read by one thread at a time.
 */
public final class RequestFraming {

    /** What the next byte belongs to. */
    public enum Part {
        /** The head of a request. */
        HEAD,
        /** The body of the request whose head came last. */
        BODY,
        /** Another protocol, since the head that came last asks for a WebSocket. */
        WEBSOCKET,
        /** Nothing: the request that came last was to be the last one. */
        NOTHING
    }

    private static final byte[] NO_HEAD = {};

    private final HttpLimits limits;
    private Part part = Part.HEAD;
    private boolean last;
    private boolean skippedEmptyLine;
    private Lines lines;
    private HeadRules rules;
    private Body body = new SizedBody(0);

    /**
     * Makes the framing of a connection that has sent nothing.
     *
     * @param limits what bounds each request
     */
    public RequestFraming(HttpLimits limits) {
        this.limits = limits;
        this.lines = new Lines(limits.headBytes());
        this.rules = new HeadRules(limits);
    }

    /**
     * Tells what the next byte belongs to.
     *
     * @return the part
     */
    public Part part() {
        return part;
    }

    /**
     * Tells whether the connection takes no request after the one whose head came last.
     *
     * @return true if that was HTTP/1.0 or said {@code Connection: close}
     */
    public boolean isLast() {
        return last;
    }

    /**
     * Tells whether a head has begun and not ended.
     *
     * @return false between requests
     */
    public boolean isWithinHead() {
        return lines.length() > 0;
    }

    /**
     * Reads a head while {@link #part()} is {@code HEAD}, and stops behind it.
     *
     * @param bytes the bytes, from their position on
     * @return the whole head once it is complete, its end included; before that an empty array
     * @throws RequestRefused if what has come is not a request beyond doubt
     */
    public byte[] readHead(Buffer bytes) throws RequestRefused {
        while (bytes.hasRemaining()) {
            if (takeOfHead(bytes.get())) {
                return complete();
            }
        }
        return NO_HEAD;
    }

    /** Takes an octet; true if it ends the head. */
    private boolean takeOfHead(byte octet) throws RequestRefused {
        if (lines.isFull()) {
            throw rules.isAtStart()
                    ? new RequestRefused(414, "the request line may have at most " + limits.headBytes() + " bytes")
                    : HeadRules.headTooLarge(limits);
        }
        if (!lines.take(octet)) {
            return false;
        }
        if (!lines.isLineEmpty()) {
            rules.line(lines.bytes(), lines.lineStart(), lines.lineEnd());
            lines.nextLine();
            return false;
        }
        if (rules.isAtStart() && !skippedEmptyLine) {
            // RFC 9112 §2.2: some clients send one behind a body.
            skippedEmptyLine = true;
            lines = new Lines(limits.headBytes());
            return false;
        }
        return true;
    }

    private byte[] complete() throws RequestRefused {
        RequestHead head = rules.judge();
        byte[] bytes = Arrays.copyOf(lines.bytes(), lines.length());
        lines = new Lines(limits.headBytes());
        rules = new HeadRules(limits);
        skippedEmptyLine = false;
        last = head.last();
        body = head.body();
        part = head.webSocket() ? Part.WEBSOCKET : body.isOver() ? afterBody() : Part.BODY;
        return bytes;
    }

    /**
     * Reads a body while {@link #part()} is {@code BODY}, and stops behind it.
     *
     * @param bytes the bytes; their position stays
     * @param from where to begin
     * @return where it has stopped
     * @throws RequestRefused if the body is not framed beyond doubt, or too large
     */
    public int readBody(Buffer bytes, int from) throws RequestRefused {
        int end = body.read(bytes, from);
        if (body.isOver()) {
            part = afterBody();
        }
        return end;
    }

    private Part afterBody() {
        return last ? Part.NOTHING : Part.HEAD;
    }
}
