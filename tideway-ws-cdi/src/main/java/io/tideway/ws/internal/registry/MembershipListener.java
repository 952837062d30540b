package io.tideway.ws.internal.registry;

/**
 * Receives which connections join and leave which rooms; called without a lock, and except for {@link #joinedAndLeft}
 * for each connection in order and one call at a time.
 */
public interface MembershipListener {
    /** A connection became a member. */
    void joined(LocalConnection connection, String room);

    /**
     * A member that joined with a position gets what is new from now on. Follows {@link #joined}, and may be told more
     * than once. Does nothing by default.
     */
    default void answered(LocalConnection connection, String room) {}

    /** A connection is no longer a member. */
    void left(LocalConnection connection, String room);

    /**
     * A connection became a member and has left, and neither {@link #joined} nor {@link #left} tells of that, since too
     * many changes of this connection wait. It may be a member again by now. Does nothing by default.
     */
    default void joinedAndLeft(LocalConnection connection, String room) {}
}
