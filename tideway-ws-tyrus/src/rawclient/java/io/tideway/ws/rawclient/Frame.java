package io.tideway.ws.rawclient;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A WebSocket frame as it is on the wire (RFC 6455 §5.2). */
public record Frame(int opcode, boolean fin, boolean compressed, byte[] payload) {
    public static final int CONTINUATION = 0;
    public static final int TEXT = 1;
    public static final int BINARY = 2;
    public static final int CLOSE = 8;
    public static final int PING = 9;
    public static final int PONG = 10;

    private static final byte[] MASK = {1, 2, 3, 4};

    /** Returns the payload as text. */
    public String text() {
        return new String(payload, StandardCharsets.UTF_8);
    }

    /** Returns the code of a close frame, or 1005 if it has none. */
    public int closeCode() {
        return payload.length < 2 ? 1005 : ByteBuffer.wrap(payload).getShort() & 0xFFFF;
    }

    /** Returns the bytes of a close frame's reason. */
    public byte[] closeReason() {
        return java.util.Arrays.copyOfRange(payload, Math.min(2, payload.length), payload.length);
    }

    /** Encodes a final text frame as a client must: masked. */
    public static byte[] text(String text) {
        return masked(TEXT, true, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Encodes a close frame of a client. */
    public static byte[] close(int code) {
        return masked(CLOSE, true, ByteBuffer.allocate(2).putShort((short) code).array());
    }

    /** Encodes a frame of a client. */
    public static byte[] masked(int opcode, boolean fin, byte[] payload) {
        return encode(opcode, fin, payload, true);
    }

    /** Encodes a frame without the mask that a client must use (RFC 6455 §5.1). */
    public static byte[] unmasked(int opcode, byte[] payload) {
        return encode(opcode, true, payload, false);
    }

    private static byte[] encode(int opcode, boolean fin, byte[] payload, boolean mask) {
        ByteBuffer frame = ByteBuffer.allocate(14 + payload.length);
        int maskBit = mask ? 0x80 : 0;
        frame.put((byte) ((fin ? 0x80 : 0) | opcode));
        if (payload.length < 126) {
            frame.put((byte) (maskBit | payload.length));
        } else if (payload.length < 65536) {
            frame.put((byte) (maskBit | 126)).putShort((short) payload.length);
        } else {
            frame.put((byte) (maskBit | 127)).putLong(payload.length);
        }
        if (mask) {
            frame.put(MASK);
        }
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (mask ? payload[i] ^ MASK[i % 4] : payload[i]));
        }
        byte[] bytes = new byte[frame.position()];
        frame.flip().get(bytes);
        return bytes;
    }
}
