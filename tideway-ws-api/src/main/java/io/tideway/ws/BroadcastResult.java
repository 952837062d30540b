package io.tideway.ws;

/**
 * Counts the connections of this node that accepted one broadcast, those that did not, and those that get it later.
 *
 * <pre>{@code
 * BroadcastResult result = manager.broadcastText("maintenance at noon");
 * if (!result.isComplete()) {
 *     System.out.println(result.dropped() + " of " + result.targets() + " connections are too slow");
 * }
 * }</pre>
 *
 * @param targets the connections that the broadcast selected; the sum of the others
 * @param queued the connections that accepted the message
 * @param dropped the connections whose outbound queue was full and dropped the message, and the members of a room with
 *     a log whose broker has refused it at once, as while it is not reachable
 * @param overflowed the connections that are being closed because their outbound queue was full
 * @param closed the connections that were closing or closed
 * @param deferred the members of a room with a log that get the message once the broker has accepted it
 * @param isRefusedByBroker whether the broker has refused the message at once, as while it is not reachable, so that
 *     other nodes do not get it
 */
public record BroadcastResult(
        int targets, int queued, int dropped, int overflowed, int closed, int deferred, boolean isRefusedByBroker) {

    /** The result of a broadcast that selected no connection. */
    public static final BroadcastResult NONE = new BroadcastResult(0, 0, 0, 0, 0, 0);

    /**
     * Checks that the parts add up.
     *
     * @throws IllegalArgumentException if a count is negative or {@code targets} is not the sum of the others
     */
    public BroadcastResult {
        if (queued < 0 || dropped < 0 || overflowed < 0 || closed < 0 || deferred < 0) {
            throw new IllegalArgumentException("counts must not be negative, but were queued " + queued + ", dropped "
                    + dropped + ", overflowed " + overflowed + ", closed " + closed + ", deferred " + deferred);
        }
        if (targets != queued + dropped + overflowed + closed + deferred) {
            throw new IllegalArgumentException("targets must be the sum of the others, but was " + targets
                    + " instead of " + (queued + dropped + overflowed + closed + deferred));
        }
    }

    /**
     * Creates the result of a broadcast that the broker has not refused.
     *
     * @param targets the sum of the others
     * @param queued the connections that accepted the message
     * @param dropped the connections that dropped it
     * @param overflowed the connections that are being closed because of it
     * @param closed the connections that were closing or closed
     * @param deferred the connections that get it later
     * @throws IllegalArgumentException if a count is negative or {@code targets} is not the sum of the others
     */
    public BroadcastResult(int targets, int queued, int dropped, int overflowed, int closed, int deferred) {
        this(targets, queued, dropped, overflowed, closed, deferred, false);
    }

    /**
     * Tells whether neither a target nor the broker has refused the message.
     *
     * <p>Deferred targets count as accepting it, and so does a broker that has not answered yet: what it refuses later
     * is counted in {@link ConnectionMetrics#brokerFailures()} only.
     *
     * @return true if nothing was dropped, overflowed, closed or refused by the broker
     */
    public boolean isComplete() {
        return queued + deferred == targets && !isRefusedByBroker;
    }
}
