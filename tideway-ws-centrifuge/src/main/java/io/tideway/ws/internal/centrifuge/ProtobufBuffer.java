package io.tideway.ws.internal.centrifuge;

import io.tideway.ws.Message;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Collects bytes in Protobuf's encoding; not thread-safe.
 *
 * <p>A length stands before what it measures. One byte is kept for it, which is enough for most; a longer one moves
 * what it measures, so that nothing is measured before it is written.
 */
final class ProtobufBuffer {
    private static final int LONGEST_VARINT = 10;

    private byte[] bytes = new byte[128];
    private int size;

    /** Appends a number, 7 bits in each byte, the lowest first. */
    void varint(long value) {
        reserve(LONGEST_VARINT);
        size = varint(size, value);
    }

    private int varint(int at, long value) {
        int next = at;
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[next++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[next++] = (byte) rest;
        return next;
    }

    /** Appends bytes as they are. */
    void append(ByteBuffer more) {
        int length = more.remaining();
        reserve(length);
        more.get(bytes, size, length);
        size += length;
    }

    /** Begins something that has its length before it; returns where. */
    int begin() {
        reserve(1);
        return ++size;
    }

    /** Ends what began there. */
    void end(int start) {
        int length = size - start;
        int longer = (31 - Integer.numberOfLeadingZeros(length | 1)) / 7; // than the byte that is kept
        if (longer > 0) {
            reserve(longer);
            System.arraycopy(bytes, start, bytes, start + longer, length);
            size += longer;
        }
        varint(start - 1, length);
    }

    private void reserve(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, Math.addExact(size, more)));
        }
    }

    /** Returns everything as a binary message. */
    Message frame() {
        return Message.binary(ByteBuffer.wrap(bytes, 0, size));
    }
}
