package io.tideway.ws.tyrus.internal.container;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads a client's frame, whose header is complete and masked (RFC 6455 §5.2 and §5.3); the buffer stays as it is. */
final class MaskedFrame {
    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int CLOSE = 8;
    static final int MASK_LENGTH = 4;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private MaskedFrame() {}

    static boolean isFinal(int first) {
        return (first & 0x80) != 0;
    }

    static boolean isCompressed(int first) {
        return (first & 0x40) != 0;
    }

    static int opcode(int first) {
        return first & 0x0F;
    }

    static boolean isControl(int first) {
        return (first & 0x08) != 0;
    }

    /** Returns how long the header is, mask included. */
    static int headerLength(int second) {
        int code = second & 0x7F;
        return 2 + (code == 126 ? 2 : code == 127 ? 8 : 0) + MASK_LENGTH;
    }

    /** Unmasks the payload of a whole frame into an array of its own. */
    static byte[] payload(ByteBuffer frame) {
        int start = frame.position();
        int header = headerLength(frame.get(start + 1));
        return payload(frame, header, frame.remaining() - header, 0);
    }

    /**
     * Unmasks a piece of the payload.
     *
     * @param from where in the frame it begins
     * @param length its length
     * @param offset how many bytes of payload precede it
     */
    static byte[] payload(ByteBuffer frame, int from, int length, int offset) {
        int start = frame.position();
        int mask =
                Integer.rotateLeft(frame.getInt(start + headerLength(frame.get(start + 1)) - MASK_LENGTH), 8 * offset);
        byte[] bytes = new byte[length];
        frame.get(start + from, bytes);
        unmask(bytes, mask);
        return bytes;
    }

    private static void unmask(byte[] bytes, int mask) {
        long twice = ((long) mask << 32) | (mask & 0xFFFF_FFFFL);
        int i = 0;
        for (; i <= bytes.length - Long.BYTES; i += Long.BYTES) {
            LONG.set(bytes, i, (long) LONG.get(bytes, i) ^ twice);
        }
        for (; i < bytes.length; i++) {
            bytes[i] ^= (byte) (mask >>> (24 - 8 * (i & 3)));
        }
    }
}
