package io.tideway.ws.tyrus.internal.container;

import io.tideway.ws.tyrus.internal.CloseReasons;
import io.tideway.ws.tyrus.internal.container.FrameAssembler.FrameRefused;
import java.nio.ByteBuffer;

/** Judges a client's frame by its header (RFC 6455 §5.2 and §5.5), before its payload has arrived. */
final class FrameHeader {
    private static final int PROTOCOL_ERROR = 1002;
    private static final int TOO_BIG = 1009;
    private static final int MASKED = 0x80;
    private static final int RESERVED_BITS =
            0x30; // the third reserved bit is for compression, and the engine's to judge
    private static final int SHORT_LENGTH = 126;
    private static final int LONG_LENGTH = 127;
    private static final int LONGEST_UNSIGNED_SHORT = 0xFFFF;
    private static final int BINARY = 2;
    private static final int PONG = 10;

    private FrameHeader() {}

    /**
     * Returns the frame's length, header included, or -1 while the header does not tell it yet.
     *
     * @throws FrameRefused as soon as the header breaks a rule
     */
    static long frameLength(ByteBuffer bytes, int start, int available, FrameLimit limit) throws FrameRefused {
        if (available < 2) {
            return -1;
        }
        int first = bytes.get(start);
        int second = bytes.get(start + 1);
        int code = second & 0x7F;
        if ((second & MASKED) == 0) {
            throw new FrameRefused(PROTOCOL_ERROR, "a client's frame must be masked");
        }
        if (MaskedFrame.isControl(first)) {
            checkControl(first, code);
        } else if (MaskedFrame.opcode(first) > BINARY) {
            throw new FrameRefused(PROTOCOL_ERROR, "a frame's opcode must not be a reserved one");
        }
        if ((first & RESERVED_BITS) != 0) {
            throw new FrameRefused(PROTOCOL_ERROR, "a frame's reserved bits must be 0");
        }
        int header = MaskedFrame.headerLength(second);
        if (available < header - MaskedFrame.MASK_LENGTH) {
            return -1;
        }
        return header + payloadLength(bytes, start + 2, code, limit);
    }

    private static void checkControl(int first, int code) throws FrameRefused {
        if (MaskedFrame.opcode(first) > PONG) {
            throw new FrameRefused(PROTOCOL_ERROR, "a frame's opcode must not be a reserved one");
        }
        if (!MaskedFrame.isFinal(first)) {
            throw new FrameRefused(PROTOCOL_ERROR, "a control frame must not be fragmented");
        }
        if (code >= SHORT_LENGTH) {
            throw new FrameRefused(PROTOCOL_ERROR, "a control frame may have at most 125 bytes");
        }
    }

    private static long payloadLength(ByteBuffer bytes, int start, int code, FrameLimit limit) throws FrameRefused {
        long length = code;
        if (code == SHORT_LENGTH) {
            length = bytes.getShort(start) & 0xFFFFL;
        } else if (code == LONG_LENGTH) {
            length = bytes.getLong(start);
        }
        if (length < 0) {
            throw new FrameRefused(PROTOCOL_ERROR, "a frame's length must be below 2^63");
        }
        if ((code == SHORT_LENGTH && length < SHORT_LENGTH)
                || (code == LONG_LENGTH && length <= LONGEST_UNSIGNED_SHORT)) {
            throw new FrameRefused(PROTOCOL_ERROR, "a frame's length must be written in as few bytes as possible");
        }
        if (length > limit.payloadBytes()) {
            // The reason that a message in fragments gets, too.
            throw new FrameRefused(TOO_BIG, CloseReasons.messageTooBig(limit.messageBytes()));
        }
        return length;
    }
}
