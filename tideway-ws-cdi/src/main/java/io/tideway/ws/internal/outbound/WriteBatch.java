package io.tideway.ws.internal.outbound;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Holds the payloads that leave a queue in one write. It belongs to the thread that creates it, which reuses it. */
public final class WriteBatch {
    private static final byte[] NONE = {};

    private final Thread thread = Thread.currentThread();
    private @Nullable Payload[] payloads = new Payload[4];
    private int size;
    private int frameBytes;
    private boolean written; // inside the call that writes this batch
    private byte[] frames = NONE; // of no write under way

    /** Counts the payloads; at least 1 where a transport sees it. */
    public int size() {
        return size;
    }

    /** Returns the first payload, which is the only one for transports that take one at a time. */
    public Payload first() {
        return get(0);
    }

    /** Returns one payload, in the order of sending. */
    public Payload get(int index) {
        Payload payload = payloads[index];
        if (payload == null) {
            throw new IllegalStateException("no payload " + index + " in a batch of " + size);
        }
        return payload;
    }

    /** Returns the bytes of all frames together. */
    public int frameBytes() {
        return frameBytes;
    }

    /** Puts every frame into a buffer with room for {@link #frameBytes()}. */
    public void copyFramesTo(ByteBuffer target) {
        for (int i = 0; i < size; i++) {
            target.put(get(i).frame());
        }
    }

    /**
     * Returns every frame in a buffer that the next batch uses again, if this one is written inside the call; for
     * transports that keep nothing of a buffer once they have told that.
     */
    public ByteBuffer sharedFrames() {
        if (frames.length < frameBytes) {
            frames = new byte[frameBytes];
        }
        ByteBuffer buffer = ByteBuffer.wrap(frames, 0, frameBytes);
        copyFramesTo(buffer);
        return buffer.flip();
    }

    /** Tells whether the calling thread created this batch; any thread may ask. */
    boolean isOfThisThread() {
        return thread == Thread.currentThread();
    }

    /** Notes that the write completed inside its call. */
    void markWritten() {
        written = true;
    }

    /** Tells whether the write completed inside its call, and forgets it; one that goes on keeps its frames. */
    boolean takeWritten() {
        boolean taken = written;
        written = false;
        if (!taken) {
            frames = NONE;
        }
        return taken;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Adds a payload if there is none yet, or if the bytes of all frames stay within the bound. */
    boolean add(Payload payload, int mostBytes) {
        int together = frameBytes + payload.frameSize();
        if (size > 0 && (together > mostBytes || together < 0)) {
            return false;
        }
        if (size == payloads.length) {
            payloads = Arrays.copyOf(payloads, size * 2);
        }
        payloads[size++] = payload;
        frameBytes = together;
        return true;
    }

    void clear() {
        Arrays.fill(payloads, 0, size, null);
        size = 0;
        frameBytes = 0;
    }
}
