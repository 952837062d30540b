package io.tideway.ws.spi;

import java.util.Objects;

/**
 * Holds one publication of a room's log.
 *
 * @param offset its offset, 1 for the first of an epoch
 * @param data what was appended, opaque; neither side changes it
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record LogEntry(long offset, byte[] data) {

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if the offset is less than 1
     * @throws NullPointerException if the data is null
     */
    public LogEntry {
        Objects.requireNonNull(data, "data must not be null");
        if (offset < 1) {
            throw new IllegalArgumentException("offset must be at least 1, but was " + offset);
        }
    }
}
