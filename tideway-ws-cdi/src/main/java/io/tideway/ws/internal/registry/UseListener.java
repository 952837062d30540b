package io.tideway.ws.internal.registry;

import io.tideway.ws.Target;

/**
 * Receives which rooms and users have connections on this node; called without a lock, for each of them in order and
 * one call at a time, whatever other listeners do. Calls do not block.
 */
public interface UseListener {
    /** A room or a user has its first connection. */
    void occupied(Target group);

    /** A room or a user has lost its last connection. */
    void emptied(Target group);
}
