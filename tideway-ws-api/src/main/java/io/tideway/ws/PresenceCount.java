package io.tideway.ws;

/**
 * Counts who is in a room, on all nodes.
 *
 * <pre>{@code
 * manager.room("board:7").presenceCount().thenAccept(count ->
 *         connection.sendText(count.users() + " users on " + count.connections() + " connections"));
 * }</pre>
 *
 * @param connections how many connections
 * @param users how many users they belong to together; connections without a user do not count
 */
public record PresenceCount(int connections, int users) {

    /** The count of an empty room. */
    public static final PresenceCount NONE = new PresenceCount(0, 0);

    /**
     * Checks the counts.
     *
     * @throws IllegalArgumentException if one is negative
     */
    public PresenceCount {
        if (connections < 0 || users < 0) {
            throw new IllegalArgumentException(
                    "counts must not be negative, but were connections " + connections + ", users " + users);
        }
    }
}
