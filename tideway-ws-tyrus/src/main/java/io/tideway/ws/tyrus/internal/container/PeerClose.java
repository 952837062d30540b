package io.tideway.ws.tyrus.internal.container;

import io.tideway.ws.tyrus.internal.Utf8Check;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Holds what a client's close frame says (RFC 6455 §5.5.1 and §7.4).
 *
 * <p>Tyrus answers 1012 to 1014 with 1002, and reports 1000 where the code is missing.
 *
 * @param code the code, 1005 where there is none
 * @param reason the reason, empty where there is none
 */
record PeerClose(int code, String reason) {
    private static final int NO_STATUS = 1005;
    private static final int CODE_LENGTH = 2;

    /** Reads a whole frame; empty if it is not a valid close frame, which the engine refuses. */
    static Optional<PeerClose> of(ByteBuffer frame) {
        int first = frame.get(frame.position());
        if ((first & 0xFF) != (0x80 | MaskedFrame.CLOSE)) {
            return Optional.empty();
        }
        byte[] payload = MaskedFrame.payload(frame);
        if (payload.length == 0) {
            return Optional.of(new PeerClose(NO_STATUS, ""));
        }
        if (payload.length < CODE_LENGTH) {
            return Optional.empty();
        }
        int code = ((payload[0] & 0xFF) << 8) | (payload[1] & 0xFF);
        String reason = new String(payload, CODE_LENGTH, payload.length - CODE_LENGTH, StandardCharsets.UTF_8);
        Utf8Check text = new Utf8Check();
        boolean valid = isSendable(code)
                && text.accept(Arrays.copyOfRange(payload, CODE_LENGTH, payload.length))
                && text.isWhole();
        return valid ? Optional.of(new PeerClose(code, reason)) : Optional.empty();
    }

    /** Tells whether a code may be in a frame: neither a code that is only reported, nor an undefined one. */
    private static boolean isSendable(int code) {
        return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014) || (code >= 3000 && code <= 4999);
    }

    /** Makes the close frame that answers this one with the same code and reason. */
    ByteBuffer answer() {
        byte[] text = reason.getBytes(StandardCharsets.UTF_8);
        int length = code == NO_STATUS ? 0 : CODE_LENGTH + text.length;
        ByteBuffer frame = ByteBuffer.allocate(2 + length)
                .put((byte) (0x80 | MaskedFrame.CLOSE))
                .put((byte) length);
        if (code != NO_STATUS) {
            frame.putShort((short) code).put(text);
        }
        return frame.flip();
    }
}
