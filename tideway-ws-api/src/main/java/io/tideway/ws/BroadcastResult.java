package io.tideway.ws;

/**
 * Counts what became of one broadcast on this node.
 *
 * @param targets the connections it was meant for; the sum of the others
 * @param queued those that accepted it
 * @param dropped those whose full lane dropped it
 * @param overflowed those whose full lane ended the connection
 * @param closed those that were closing or closed by then
 */
public record BroadcastResult(int targets, int queued, int dropped, int overflowed, int closed) {

    /** The result of a broadcast that met no connection. */
    public static final BroadcastResult NONE = new BroadcastResult(0, 0, 0, 0, 0);

    /**
     * Checks that the parts add up.
     *
     * @throws IllegalArgumentException if a count is negative or {@code targets} is not the sum of the others
     */
    public BroadcastResult {
        if (queued < 0 || dropped < 0 || overflowed < 0 || closed < 0) {
            throw new IllegalArgumentException("counts must not be negative, but were queued " + queued + ", dropped "
                    + dropped + ", overflowed " + overflowed + ", closed " + closed);
        }
        if (targets != queued + dropped + overflowed + closed) {
            throw new IllegalArgumentException(
                    "targets must be the sum of queued, dropped, overflowed and closed, but was " + targets
                            + " instead of " + (queued + dropped + overflowed + closed));
        }
    }

    /**
     * Tells whether every target accepted the message.
     *
     * @return true if nothing was dropped, overflowed or closed
     */
    public boolean complete() {
        return queued == targets;
    }
}
