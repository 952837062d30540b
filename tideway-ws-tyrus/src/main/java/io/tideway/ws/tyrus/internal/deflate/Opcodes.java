package io.tideway.ws.tyrus.internal.deflate;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.glassfish.tyrus.core.frame.Frame;

/** Names what a frame is (RFC 6455 §5.2), and makes the frames that stand in for one. */
final class Opcodes {
    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PONG = 10;

    private Opcodes() {}

    /** Makes a close frame; the reason must be ASCII and have at most 123 characters. */
    static Frame close(int code, String reason) {
        byte[] text = reason.getBytes(StandardCharsets.US_ASCII);
        return control(
                CLOSE,
                ByteBuffer.allocate(2 + text.length)
                        .putShort((short) code)
                        .put(text)
                        .array());
    }

    static Frame control(int opcode, byte[] payload) {
        return Frame.builder()
                .fin(true)
                .opcode((byte) opcode)
                .payloadData(payload)
                .build();
    }
}
