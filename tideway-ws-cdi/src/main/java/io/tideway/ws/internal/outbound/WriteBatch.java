package io.tideway.ws.internal.outbound;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Holds the payloads that leave a lane in one write; not thread-safe, and used again for the next write. */
public final class WriteBatch {
    private @Nullable Payload[] payloads = new Payload[4];
    private int size;
    private int frameBytes;

    /** Counts the payloads; at least 1 where an outlet sees it. */
    public int size() {
        return size;
    }

    /** Returns the first payload, which is the only one for outlets that take one at a time. */
    public Payload first() {
        return get(0);
    }

    /** Returns one payload, in the order in which they go out. */
    public Payload get(int index) {
        Payload payload = payloads[index];
        if (payload == null) {
            throw new IllegalStateException("no payload " + index + " in a burst of " + size);
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
