package io.tideway.ws.internal.outbound;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the queues that one broadcast left with something to write, and hands them to the {@link Flusher}; tells of
 * the queues that were full at the end, since the broadcast may hold a lock before.
 *
 * <p>Not thread-safe: it belongs to the broadcast.
 */
public final class DeferredWrites {
    private static final int FIRST = 8;
    private static final int MOST = 256;

    private final Handover handover;
    private @Nullable WritingQueue @Nullable [] queues;
    private int size;
    private @Nullable List<Runnable> tasks; // for the end

    /** Takes queues to be written. */
    @FunctionalInterface
    interface Handover {
        /** Takes the first queues of an array; the caller has the claim of each and gives it away. */
        void take(@Nullable WritingQueue[] queues, int count);
    }

    DeferredWrites(Handover handover) {
        this.handover = handover;
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
            handOver();
        }
    }

    /** Has something done at the end, such as telling of an overflow. */
    void atEnd(Runnable task) {
        List<Runnable> gathered = tasks;
        if (gathered == null) {
            gathered = new ArrayList<>(2);
            tasks = gathered;
        }
        gathered.add(task);
    }

    /** Hands over what has been gathered; called once the broadcast has visited every queue, without a lock. */
    public void end() {
        try {
            handOver();
        } finally {
            List<Runnable> gathered = tasks;
            tasks = null;
            if (gathered != null) {
                gathered.forEach(Runnable::run);
            }
        }
    }

    private void handOver() {
        @Nullable WritingQueue[] gathered = queues;
        if (gathered != null) {
            int count = size;
            queues = null;
            size = 0;
            handover.take(gathered, count);
        }
    }
}
