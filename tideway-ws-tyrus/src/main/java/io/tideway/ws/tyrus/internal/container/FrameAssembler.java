package io.tideway.ws.tyrus.internal.container;

import io.tideway.ws.tyrus.internal.CloseReasons;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the bytes of one client into whole WebSocket frames (RFC 6455 §5.2) and refuses what is not allowed.
 *
 * <p>Tyrus would take frames without a mask and copy an unfinished frame again with each piece that arrives. Here a
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

        /**
         * Takes how much has arrived of a frame whose rest has not.
         *
         * @param part header and payload from their beginning; the header may be incomplete
         */
        default void part(ByteBuffer part) throws FrameRefused {}
    }

    /** Says with which close code the client is refused (RFC 6455 §7.4.1). */
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
    private static final int NOT_UTF_8 = 1007;
    private static final byte[] NOTHING = {};

    private final FrameLimit limit;
    private final FrameSink sink;
    private final TextCheck text = new TextCheck();

    /**
     * The beginning of a frame whose rest has not arrived; null between frames, so that an idle connection holds
     * nothing.
     */
    private byte @Nullable [] partial;

    private int partialLength;

    FrameAssembler(FrameLimit limit, FrameSink sink) {
        this.limit = limit;
        this.sink = sink;
    }

    /**
     * Takes what arrived; its content may be reused once this returns.
     *
     * @throws FrameRefused if the client broke a rule; nothing more may be given then
     */
    void accept(ByteBuffer arrived) throws FrameRefused {
        boolean welcome = partialLength == 0 || complete(arrived);
        while (welcome && partialLength == 0 && arrived.hasRemaining()) {
            long length = FrameHeader.frameLength(arrived, arrived.position(), arrived.remaining(), limit);
            if (length < 0 || length > arrived.remaining()) {
                keep(arrived, arrived.remaining());
                checkPart();
            } else {
                ByteBuffer frame = arrived.slice(arrived.position(), (int) length);
                arrived.position(arrived.position() + (int) length);
                welcome = deliver(frame);
            }
        }
    }

    /** Lets go of the beginning of a frame whose rest will not come. */
    void drop() {
        partial = null;
        partialLength = 0;
    }

    private boolean deliver(ByteBuffer frame) throws FrameRefused {
        checkText(text.acceptWhole(frame));
        return sink.frame(frame);
    }

    private void checkPart() throws FrameRefused {
        ByteBuffer part = ByteBuffer.wrap(partial(), 0, partialLength);
        if (partialLength > 1) {
            checkText(text.acceptPart(part));
        }
        sink.part(part);
    }

    private static void checkText(boolean valid) throws FrameRefused {
        if (!valid) {
            throw new FrameRefused(NOT_UTF_8, CloseReasons.notUtf8());
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
            checkPart();
            return true;
        }
        keep(arrived, (int) Math.min(length - partialLength, arrived.remaining()));
        if (partialLength < length) {
            checkPart();
            return true;
        }
        ByteBuffer frame = ByteBuffer.wrap(partial(), 0, partialLength);
        drop();
        return deliver(frame);
    }

    private long partialFrameLength() throws FrameRefused {
        return FrameHeader.frameLength(ByteBuffer.wrap(partial()), 0, partialLength, limit);
    }

    private byte[] partial() {
        return partial == null ? NOTHING : partial;
    }

    private void keep(ByteBuffer arrived, int count) {
        byte[] bytes = partial();
        int needed = partialLength + count;
        if (needed > bytes.length) {
            // Doubled, never the declared length at once: a client has to send what the server is to hold.
            long doubled = Math.max(LONGEST_HEADER, Math.max(needed, bytes.length * 2L));
            bytes = Arrays.copyOf(bytes, (int)
                    Math.min(doubled, Math.max(needed, (long) limit.payloadBytes() + LONGEST_HEADER)));
        }
        arrived.get(bytes, partialLength, count);
        partial = bytes;
        partialLength = needed;
    }
}
