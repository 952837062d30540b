package io.tideway.ws.tyrus.internal.container;

import io.tideway.ws.tyrus.internal.Utf8Check;
import java.nio.ByteBuffer;

/**
 * Finds invalid UTF-8 in text that arrives in parts, as soon as it is there (RFC 6455 §8.1).
 *
 * <p>Skips a text message that is one frame and arrives whole, since decoding finds the error at once, and a compressed
 * one, whose text shows when it is inflated. Not thread-safe.
 */
final class TextCheck {
    private final Utf8Check text = new Utf8Check();
    private boolean inText;

    /** How many payload bytes of the frame under way have been checked. */
    private int checked;

    /**
     * Checks the part of a frame that has arrived so far.
     *
     * @param part header and the beginning of the payload
     * @return false if the text is invalid
     */
    boolean acceptPart(ByteBuffer part) {
        int first = part.get(part.position());
        if (MaskedFrame.isControl(first)) {
            return true;
        }
        begin(first);
        return !inText || acceptPayload(part);
    }

    /**
     * Checks a whole frame, whose parts may have been checked before.
     *
     * @return false if the text is invalid
     */
    boolean acceptWhole(ByteBuffer frame) {
        int first = frame.get(frame.position());
        if (MaskedFrame.isControl(first)) {
            return true;
        }
        boolean last = MaskedFrame.isFinal(first);
        boolean valid = true;
        if (!last || MaskedFrame.opcode(first) == MaskedFrame.CONTINUATION) {
            begin(first);
            valid = !inText || (acceptPayload(frame) && (!last || text.isWhole()));
        }
        inText &= !last;
        checked = 0;
        return valid;
    }

    private void begin(int first) {
        if (checked == 0 && MaskedFrame.opcode(first) != MaskedFrame.CONTINUATION) {
            inText = MaskedFrame.opcode(first) == MaskedFrame.TEXT && !MaskedFrame.isCompressed(first);
            text.reset();
        }
    }

    private boolean acceptPayload(ByteBuffer frame) {
        int header = MaskedFrame.headerLength(frame.get(frame.position() + 1));
        int more = frame.remaining() - header - checked;
        if (more <= 0) {
            return true;
        }
        byte[] piece = MaskedFrame.payload(frame, header + checked, more, checked);
        checked += more;
        return text.accept(piece);
    }
}
