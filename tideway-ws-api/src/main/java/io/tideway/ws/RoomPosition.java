package io.tideway.ws;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Marks a place in a room's log: the publication with this offset and everything before it.
 *
 * <pre>{@code
 * RoomPosition seen = RoomPosition.parse("k3v9:41");
 * HistoryQuery missed = HistoryQuery.since(seen);
 * }</pre>
 *
 * <p>The first publication of a log has the offset 1, each later one the next number. A log that starts again, after it
 * has vanished or its broker has lost it, has another epoch; offsets of different epochs cannot be compared. Immutable.
 *
 * @param epoch names one life of the log: 1 to 32 letters, digits, hyphens and underscores of ASCII; empty in
 *     {@link #NONE}
 * @param offset the offset of the latest publication that it includes, 0 for a log without any
 */
public record RoomPosition(String epoch, long offset) {

    private static final Pattern EPOCH = Pattern.compile("[A-Za-z0-9_-]{0,32}");

    /** The position of a client that has not seen the room yet; it is in no log. */
    public static final RoomPosition NONE = new RoomPosition("", 0);

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if the epoch has other characters or is too long, if the offset is negative, or
     *     if the epoch is empty although the offset is not 0
     * @throws NullPointerException if the epoch is null
     */
    public RoomPosition {
        Objects.requireNonNull(epoch, "epoch must not be null");
        if (!EPOCH.matcher(epoch).matches()) {
            throw new IllegalArgumentException("an epoch must be 1 to 32 letters, digits, hyphens and underscores");
        }
        if (offset < 0) {
            throw new IllegalArgumentException("an offset must not be negative, but was " + offset);
        }
        if (epoch.isEmpty() && offset != 0) {
            throw new IllegalArgumentException("without an epoch the offset must be 0, but was " + offset);
        }
    }

    /**
     * Reads a position from its text, as a client sends it.
     *
     * @param text {@code <epoch>:<offset>}, or an empty text for {@link #NONE}
     * @return the position
     * @throws IllegalArgumentException if the text has another form; the message does not repeat it
     * @throws NullPointerException if the text is null
     */
    public static RoomPosition parse(String text) {
        Objects.requireNonNull(text, "text must not be null");
        if (text.isEmpty()) {
            return NONE;
        }
        int colon = text.lastIndexOf(':');
        String digits = text.substring(colon + 1);
        if (colon <= 0 || !digits.matches("[0-9]{1,18}")) {
            throw new IllegalArgumentException("a position must have the form <epoch>:<offset>");
        }
        return new RoomPosition(text.substring(0, colon), Long.parseLong(digits));
    }

    /**
     * Returns the text that {@link #parse} reads.
     *
     * @return {@code <epoch>:<offset>}; empty for {@link #NONE}
     */
    @Override
    public String toString() {
        return epoch.isEmpty() ? "" : epoch + ":" + offset;
    }
}
