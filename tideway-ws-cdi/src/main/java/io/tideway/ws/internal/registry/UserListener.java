package io.tideway.ws.internal.registry;

/**
 * Receives which users come and go on this node; called without a lock, for each user in order and one call at a time.
 */
public interface UserListener {
    /** A user has its first connection. */
    void connected(String userId);

    /** A user has lost its last connection. */
    void disconnected(String userId);
}
