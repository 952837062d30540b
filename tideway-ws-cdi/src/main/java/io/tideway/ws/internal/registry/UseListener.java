package io.tideway.ws.internal.registry;

import io.tideway.ws.Target;

/**
 * Receives which rooms and users have connections on this node; called without a lock, for each of them in order and
 * one call at a time, whatever other listeners do. A call may ask the application what a room remembers, and nothing
 * else that blocks; so it comes on threads that may run code of the application.
 */
public interface UseListener {
    /** A room or a user has its first connection. */
    void occupied(Target group);

    /** A room or a user has lost its last connection. */
    void emptied(Target group);
}
