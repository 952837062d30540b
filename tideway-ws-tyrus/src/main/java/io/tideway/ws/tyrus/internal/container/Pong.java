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
    private static final int MASK_LENGTH = 4;

    private Pong() {}

    /** Tells whether a whole, masked frame is a ping as it should be; one that is not is for the engine to refuse. */
    static boolean answers(ByteBuffer frame) {
        int start = frame.position();
        return frame.get(start) == PING && (frame.get(start + 1) & 0xFF) <= (MASKED | LONGEST);
    }

    /** Makes the pong, with the ping's payload. */
    static ByteBuffer to(ByteBuffer ping) {
        int mask = ping.position() + 2;
        int payload = mask + MASK_LENGTH;
        int length = ping.limit() - payload;
        ByteBuffer pong = ByteBuffer.allocate(2 + length).put(PONG).put((byte) length);
        for (int i = 0; i < length; i++) {
            pong.put((byte) (ping.get(payload + i) ^ ping.get(mask + i % MASK_LENGTH)));
        }
        return pong.flip();
    }
}
