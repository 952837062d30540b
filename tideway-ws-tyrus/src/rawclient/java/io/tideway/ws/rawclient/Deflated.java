package io.tideway.ws.rawclient;

import java.util.Arrays;
import java.util.zip.Deflater;

/** Compresses messages as permessage-deflate does. */
public final class Deflated {
    private static final int TAIL = 4;
    private static final int ENOUGH = 100; // for what does not get shorter

    private Deflated() {}

    /** Compresses a message, without the tail 00 00 ff ff (RFC 7692 §7.2.1). */
    public static byte[] of(byte[] message) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        deflater.setInput(message);
        byte[] buffer = new byte[message.length + ENOUGH];
        int length = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
        deflater.end();
        return Arrays.copyOf(buffer, length - TAIL);
    }
}
