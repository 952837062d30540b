package io.tideway.ws.tyrus.internal.container;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the bytes of one peer into whole WebSocket frames (RFC 6455 §5.2) and refuses what may not come in.
 *
 * <p>Tyrus would take frames without a mask and copy an unfinished frame anew with each piece that arrives. Here a
 * frame that is too large is refused by its header alone, memory grows with what has really arrived, and a piece is
 * copied once or twice.
 *
 * <p>Not thread-safe: the caller runs one call at a time.
 */
final class FrameAssembler {

    /** Takes frames; what it does not keep a copy of is gone when it returns. */
    interface FrameSink {

        /**
         * Takes one whole frame.
         *
         * @param frame header and payload
         * @return whether more frames are welcome; false makes the assembler drop the rest
         */
        boolean frame(ByteBuffer frame);
    }

    /** Says which close code the peer has earned (RFC 6455 §7.4.1). */
    static final class FrameRefused extends Exception {
        private static final long serialVersionUID = 1L;

        private final int closeCode;

        FrameRefused(int closeCode, String reason) {
            super(reason, null, false, false);
            this.closeCode = closeCode;
        }

        int closeCode() {
            return closeCode;
        }
    }

    private static final int LONGEST_HEADER = 14;
    private static final int PROTOCOL_ERROR = 1002;
    private static final int TOO_BIG = 1009;
    private static final byte[] NOTHING = {};

    private final int maxPayload;
    private final FrameSink sink;

    /**
     * The beginning of a frame whose rest has not arrived; null between frames, so that an idle connection holds
     * nothing.
     */
    private byte @Nullable [] partial;

    private int partialLength;

    FrameAssembler(int maxPayload, FrameSink sink) {
        this.maxPayload = maxPayload;
        this.sink = sink;
    }

    /**
     * Takes what arrived; its content may be reused once this returns.
     *
     * @throws FrameRefused if the peer broke a rule; nothing more may be given then
     */
    void accept(ByteBuffer arrived) throws FrameRefused {
        boolean welcome = partialLength == 0 || complete(arrived);
        while (welcome && partialLength == 0 && arrived.hasRemaining()) {
            long length = frameLength(arrived, arrived.position(), arrived.remaining());
            if (length < 0 || length > arrived.remaining()) {
                keep(arrived, arrived.remaining());
            } else {
                ByteBuffer frame = arrived.slice(arrived.position(), (int) length);
                arrived.position(arrived.position() + (int) length);
                welcome = sink.frame(frame);
            }
        }
    }

    /** Goes on with the frame that was begun earlier; false once the sink wants no more. */
    private boolean complete(ByteBuffer arrived) throws FrameRefused {
        long length = partialFrameLength();
        while (length < 0 && arrived.hasRemaining()) {
            keep(arrived, 1);
            length = partialFrameLength();
        }
        if (length < 0) {
            return true;
        }
        keep(arrived, (int) Math.min(length - partialLength, arrived.remaining()));
        if (partial == null || partialLength < length) {
            return true;
        }
        ByteBuffer frame = ByteBuffer.wrap(partial, 0, partialLength);
        partial = null;
        partialLength = 0;
        return sink.frame(frame);
    }

    private long partialFrameLength() throws FrameRefused {
        return partial == null ? -1 : frameLength(ByteBuffer.wrap(partial), 0, partialLength);
    }

    private void keep(ByteBuffer arrived, int count) {
        byte[] bytes = partial == null ? NOTHING : partial;
        int needed = partialLength + count;
        if (needed > bytes.length) {
            // Doubled, never the declared length at once: a peer has to send what it wants us to hold.
            long doubled = Math.max(LONGEST_HEADER, Math.max(needed, bytes.length * 2L));
            bytes = Arrays.copyOf(bytes, (int) Math.min(doubled, Math.max(needed, (long) maxPayload + LONGEST_HEADER)));
        }
        arrived.get(bytes, partialLength, count);
        partial = bytes;
        partialLength = needed;
    }

    /** Reads the frame's length, header included, or -1 while too little of the header is there. */
    private long frameLength(ByteBuffer bytes, int start, int available) throws FrameRefused {
        if (available < 2) {
            return -1;
        }
        int second = bytes.get(start + 1);
        if ((second & 0x80) == 0) {
            throw new FrameRefused(PROTOCOL_ERROR, "a client's frame must be masked");
        }
        int code = second & 0x7F;
        int lengthBytes = code == 126 ? 2 : code == 127 ? 8 : 0;
        if (available < 2 + lengthBytes) {
            return -1;
        }
        long payload = lengthBytes == 0 ? code : unsigned(bytes, start + 2, lengthBytes);
        if (payload < 0) {
            throw new FrameRefused(PROTOCOL_ERROR, "a frame's length must be below 2^63");
        }
        if (payload > maxPayload) {
            throw new FrameRefused(TOO_BIG, "a frame may have at most " + maxPayload + " bytes");
        }
        return 2L + lengthBytes + 4 + payload;
    }

    private static long unsigned(ByteBuffer bytes, int start, int count) {
        long value = 0;
        for (int i = 0; i < count; i++) {
            value = value << 8 | (bytes.get(start + i) & 0xFF);
        }
        return value;
    }
}
