package io.tideway.ws.tyrus.internal.deflate;

import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Inflates the frames of one direction of a connection (RFC 7692 §7.2.2), never more bytes than it is told to.
 *
 * <p>One thread inflates at a time; {@link #end} may be called by any other, and waits for one piece at most.
 */
final class BoundedInflater {

    /** What a sender leaves out at the end of each message. */
    private static final byte[] TAIL = {0, 0, (byte) 0xFF, (byte) 0xFF};

    private static final int PIECE = 32 * 1024;
    private static final int LEAST_BUFFER = 256;
    private static final int USUAL_RATIO = 4;

    private final ReentrantLock lock = new ReentrantLock();
    private volatile boolean ended;
    private @Nullable Inflater inflater;
    private byte[] output = {};
    private int length;

    /** Whether the tail has been there already, or would follow what calls itself the final block, or nothing. */
    private boolean complete = true;

    /**
     * Inflates the payload of one frame.
     *
     * @param payload what was sent
     * @param last whether the message ends here
     * @param most how many bytes to produce at most; who gets as many does not know whether there were more
     * @return what was inflated, less than all of it after {@link #end}
     */
    byte[] inflate(byte[] payload, boolean last, int most) throws DataFormatException {
        output = new byte[(int) Math.min(most, Math.max(LEAST_BUFFER, (long) payload.length * USUAL_RATIO))];
        length = 0;
        feed(payload, most);
        if (last && !complete) {
            feed(TAIL, most);
            complete = true;
        }
        byte[] inflated = length == output.length ? output : Arrays.copyOf(output, length);
        output = new byte[0];
        return inflated;
    }

    private void feed(byte[] input, int most) throws DataFormatException {
        int position = 0;
        int left = input.length;
        boolean more = left > 0;
        while (more && !ended && length < most) {
            if (length == output.length) {
                output = Arrays.copyOf(output, (int) Math.min(most, length * 2L));
            }
            lock.lock();
            try {
                Inflater current = current();
                if (current == null) {
                    return;
                }
                current.setInput(input, position, left);
                int produced = current.inflate(output, length, Math.min(PIECE, output.length - length));
                length += produced;
                left = current.getRemaining();
                position = input.length - left;
                boolean finished = current.finished();
                complete = finished && left == 0;
                if (finished) {
                    // A sender may end each message like a stream (§7.2.3.4), and go on with the next block.
                    current.reset();
                }
                more = finished ? !complete : produced > 0;
            } finally {
                lock.unlock();
            }
        }
    }

    private @Nullable Inflater current() {
        if (inflater == null && !ended) {
            inflater = new Inflater(true);
        }
        return inflater;
    }

    /** Makes the next message one that refers to none before it. */
    void forget() {
        lock.lock();
        try {
            if (inflater != null) {
                inflater.reset();
            }
        } finally {
            lock.unlock();
        }
    }

    boolean isEnded() {
        return ended;
    }

    /** Gives back the native memory. */
    void end() {
        ended = true;
        lock.lock();
        try {
            if (inflater != null) {
                inflater.end();
                inflater = null;
            }
        } finally {
            lock.unlock();
        }
    }
}
