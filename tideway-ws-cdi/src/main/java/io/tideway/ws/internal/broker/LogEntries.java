package io.tideway.ws.internal.broker;

import io.tideway.ws.spi.LogEntry;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Holds the entries of one log by their index, the oldest at 0; guarded by the log. */
final class LogEntries {
    private static final int BYTES_PER_ENTRY = 64;
    private static final int LEAST = 2;

    private @Nullable Stored[] ring = new Stored[LEAST]; // its length is a power of two
    private int head;
    private int size;

    /**
     * Holds what was appended, and when.
     *
     * @param entry what was appended
     * @param at when, by the monotonic clock
     */
    record Stored(LogEntry entry, long at) {
        int bytes() {
            return entry.data().length + BYTES_PER_ENTRY;
        }
    }

    int size() {
        return size;
    }

    Stored get(int index) {
        return Objects.requireNonNull(ring[head + index & ring.length - 1]);
    }

    void add(Stored stored) {
        if (size == ring.length) {
            grow();
        }
        ring[head + size & ring.length - 1] = stored;
        size++;
    }

    private void grow() {
        @Nullable Stored[] larger = new Stored[2 * size];
        System.arraycopy(ring, head, larger, 0, size - head);
        System.arraycopy(ring, 0, larger, size - head, head);
        ring = larger;
        head = 0;
    }

    Stored removeOldest() {
        Stored oldest = get(0);
        ring[head] = null;
        head = head + 1 & ring.length - 1;
        size--;
        return oldest;
    }

    void clear() {
        ring = new Stored[LEAST];
        head = 0;
        size = 0;
    }
}
