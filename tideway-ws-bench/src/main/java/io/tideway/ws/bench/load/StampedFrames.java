package io.tideway.ws.bench.load;

import java.nio.ByteBuffer;
import java.util.function.LongConsumer;

/**
 * Reads the unfragmented frames of a server (RFC 6455 §5.2) whose texts begin with a growing number, and looks at no
 * more of them than that. Not thread-safe.
 */
final class StampedFrames {
    private static final int LONGEST_HEADER = 10;
    private static final int LONGEST_STAMP = 20;

    private final LongConsumer each;
    private final byte[] begun = new byte[LONGEST_HEADER + LONGEST_STAMP];
    private int begunLength;
    private long skip;
    private long lastStamp;
    private long received;
    private long outOfOrder;

    /** Counts only. */
    StampedFrames() {
        this(stamp -> {});
    }

    /** Tells each number as its message begins to arrive. */
    StampedFrames(LongConsumer each) {
        this.each = each;
    }

    /** Takes what has arrived. */
    void accept(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            if (skip > 0) {
                int skipped = (int) Math.min(skip, bytes.remaining());
                bytes.position(bytes.position() + skipped);
                skip -= skipped;
            } else {
                begin(bytes);
            }
        }
    }

    /** Counts the messages that have begun to arrive. */
    long received() {
        return received;
    }

    /** Counts the messages that came before an earlier one. */
    long outOfOrder() {
        return outOfOrder;
    }

    private void begin(ByteBuffer bytes) {
        begun[begunLength++] = bytes.get();
        int header = headerLength();
        if (begunLength < header) {
            return;
        }
        long payload = payloadLength(header);
        int prefix = header + (int) Math.min(payload, LONGEST_STAMP);
        if (begunLength < prefix) {
            return;
        }
        if ((begun[0] & 0xF) == 1) {
            received++;
            check(header, prefix);
        }
        begunLength = 0;
        skip = payload - (prefix - header);
    }

    private int headerLength() {
        if (begunLength < 2) {
            return 2;
        }
        int length = begun[1] & 0x7F;
        return length < 126 ? 2 : length == 126 ? 4 : LONGEST_HEADER;
    }

    private long payloadLength(int header) {
        if (header == 2) {
            return begun[1] & 0x7F;
        }
        long length = 0;
        for (int i = 2; i < header; i++) {
            length = (length << Byte.SIZE) | (begun[i] & 0xFF);
        }
        return length;
    }

    private void check(int from, int to) {
        long stamp = 0;
        for (int i = from; i < to && begun[i] >= '0' && begun[i] <= '9'; i++) {
            stamp = stamp * 10 + begun[i] - '0';
        }
        if (stamp < lastStamp) {
            outOfOrder++;
        }
        lastStamp = stamp;
        each.accept(stamp);
    }
}
