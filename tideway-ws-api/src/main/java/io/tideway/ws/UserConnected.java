package io.tideway.ws;

import java.util.Objects;

/**
 * Tells observers that a user has its first connection on this node.
 *
 * <pre>{@code
 * void online(@Observes UserConnected event) {
 *     manager.room("staff").broadcastText(event.userId() + " is online");
 * }
 * }</pre>
 *
 * <p>The events {@link UserConnected} and {@link UserDisconnected} of one user alternate and arrive in order, also when
 * its connections come and go at the same time.
 *
 * @param userId the user's id
 */
public record UserConnected(String userId) {
    /**
     * Checks that nothing is missing.
     *
     * @throws NullPointerException if the id is null
     */
    public UserConnected {
        Objects.requireNonNull(userId, "userId must not be null");
    }
}
