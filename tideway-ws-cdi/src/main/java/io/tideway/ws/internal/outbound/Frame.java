package io.tideway.ws.internal.outbound;

/** Lays out unfragmented, unmasked, uncompressed frames, as a server sends them (RFC 6455 §5.2). */
final class Frame {
    private static final int FIN = 0x80;
    private static final int LONGEST_SHORT = 125;
    private static final int TWO_BYTES = 126;
    private static final int EIGHT_BYTES = 127;
    private static final int LONGEST_OF_TWO_BYTES = 0xFFFF;

    private Frame() {}

    static int headerSize(int payloadSize) {
        if (payloadSize <= LONGEST_SHORT) {
            return 2;
        }
        return payloadSize <= LONGEST_OF_TWO_BYTES ? 4 : 10;
    }

    static byte[] of(int opcode, byte[] payload) {
        int header = headerSize(payload.length);
        byte[] frame = new byte[header + payload.length];
        frame[0] = (byte) (FIN | opcode);
        frame[1] = (byte) (header == 2 ? payload.length : header == 4 ? TWO_BYTES : EIGHT_BYTES);
        int length = payload.length;
        for (int i = header - 1; i > 1; i--) {
            frame[i] = (byte) length;
            length >>>= Byte.SIZE;
        }
        System.arraycopy(payload, 0, frame, header, payload.length);
        return frame;
    }
}
