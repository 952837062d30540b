package io.tideway.ws.spi;

/**
 * One publication of a room's log.
 *
 * @param offset its offset, 1 for the first of an epoch
 * @param data what was appended, opaque; neither side changes it
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record LogEntry(long offset, byte[] data) {}
