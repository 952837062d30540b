package io.tideway.ws.internal.registry;

/**
 * Receives which connections join and leave which rooms; called without a lock, for each connection in order and one
 * call at a time.
 */
public interface MembershipListener {
    /** A connection became a member. */
    void joined(LocalConnection connection, String room);

    /** A connection is no longer a member. */
    void left(LocalConnection connection, String room);
}
