package io.tideway.ws.tyrus.internal.container;

import java.nio.ByteBuffer;
import org.glassfish.tyrus.spi.WriterInfo;
import org.glassfish.tyrus.spi.WriterInfo.MessageType;
import org.glassfish.tyrus.spi.WriterInfo.RemoteEndpointType;

/** Answers a client's ping (RFC 6455 §5.5.2 and §5.5.3). */
final class Pong {
    static final WriterInfo KIND = new WriterInfo(MessageType.PONG, RemoteEndpointType.SUPER);

    private static final byte PING = (byte) 0x89;
    private static final byte PONG = (byte) 0x8A;
    private static final int MASKED = 0x80;
    private static final int LONGEST = 125;

    private Pong() {}

    /** Tells whether a whole, masked frame is a ping as it should be; one that is not is for the engine to refuse. */
    static boolean answers(ByteBuffer frame) {
        int start = frame.position();
        return frame.get(start) == PING && (frame.get(start + 1) & 0xFF) <= (MASKED | LONGEST);
    }

    /** Makes the pong, with the ping's payload. */
    static ByteBuffer to(ByteBuffer ping) {
        byte[] payload = MaskedFrame.payload(ping);
        return ByteBuffer.allocate(2 + payload.length)
                .put(PONG)
                .put((byte) payload.length)
                .put(payload)
                .flip();
    }
}
