package io.tideway.ws.tyrus.internal.deflate;

import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import java.util.zip.Deflater;
import org.glassfish.tyrus.core.frame.Frame;
import org.jspecify.annotations.Nullable;

/**
 * Compresses what goes to one client (RFC 7692 §7.2.1).
 *
 * <p>Messages of a few bytes go as they are, so that a connection without others needs no native memory. Tyrus hands
 * over one data frame at a time, in the order they leave; {@link #end} may be called by any thread.
 */
final class OutboundDeflation {

    /** Below this many bytes a message hardly shrinks. */
    private static final int WORTHWHILE = 64;

    /** The bytes at the end of each flush, which a message leaves out. */
    private static final int TAIL = 4;

    /** Room for what a flush adds to bytes that do not shrink. */
    private static final int FLUSH = 32;

    private final boolean forgets;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Deflater deflater;
    private boolean ended;
    private boolean inMessage;
    private boolean compressed;

    /**
     * Makes the state of one connection.
     *
     * @param forgets whether each message must inflate by itself
     */
    OutboundDeflation(boolean forgets) {
        this.forgets = forgets;
    }

    /** Returns the frame to send in place of it. */
    Frame process(Frame frame) {
        if (frame.isControlFrame()) {
            return frame;
        }
        lock.lock();
        try {
            boolean first = !inMessage;
            if (first) {
                compressed = !frame.isFin() || frame.getPayloadLength() >= WORTHWHILE;
            }
            inMessage = !frame.isFin();
            if (!compressed || ended) {
                return frame;
            }
            return Frame.builder(frame)
                    .rsv1(first)
                    .payloadData(deflate(frame.getPayloadData(), frame.isFin()))
                    .build();
        } finally {
            lock.unlock();
        }
    }

    private byte[] deflate(byte[] payload, boolean last) {
        Deflater current = deflater;
        if (current == null) {
            current = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
            deflater = current;
        }
        current.setInput(payload);
        byte[] output = new byte[payload.length / 2 + FLUSH];
        int length = 0;
        for (int room = output.length; room > 0; room = output.length - length) {
            int produced = current.deflate(output, length, room, Deflater.SYNC_FLUSH);
            length += produced;
            if (produced < room) {
                break;
            }
            output = Arrays.copyOf(output, output.length * 2);
        }
        if (!last) {
            return Arrays.copyOf(output, length);
        }
        if (forgets) {
            current.reset();
        }
        // A fragment without bytes after one that was flushed produces nothing; 0 begins an empty block (§7.2.3.6).
        return length < TAIL ? new byte[1] : Arrays.copyOf(output, length - TAIL);
    }

    /** Gives back the native memory; what is sent later goes as it is. */
    void end() {
        lock.lock();
        try {
            ended = true;
            if (deflater != null) {
                deflater.end();
                deflater = null;
            }
        } finally {
            lock.unlock();
        }
    }
}
