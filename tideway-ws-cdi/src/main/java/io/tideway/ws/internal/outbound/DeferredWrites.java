package io.tideway.ws.internal.outbound;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the queues that one broadcast left with something to write, and hands them to the {@link Flusher}.
 *
 * <p>Not thread-safe: it belongs to the broadcast.
 */
public final class DeferredWrites {
    private static final int FIRST = 8;
    private static final int MOST = 256;

    private final Flusher flusher;
    private @Nullable WritingQueue @Nullable [] queues;
    private int size;

    DeferredWrites(Flusher flusher) {
        this.flusher = flusher;
    }

    void add(WritingQueue queue) {
        @Nullable WritingQueue[] gathered = queues;
        if (gathered == null) {
            gathered = new WritingQueue[FIRST];
        } else if (size == gathered.length) {
            gathered = Arrays.copyOf(gathered, MOST);
        }
        gathered[size++] = queue;
        queues = gathered;
        if (size == MOST) {
            end();
        }
    }

    /** Hands over what has been gathered; called once the broadcast has visited every queue. */
    public void end() {
        @Nullable WritingQueue[] gathered = queues;
        if (gathered != null) {
            int count = size;
            queues = null;
            size = 0;
            flusher.flush(gathered, count);
        }
    }
}
