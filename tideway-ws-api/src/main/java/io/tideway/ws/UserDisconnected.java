package io.tideway.ws;

import java.util.Objects;

/**
 * Tells observers that a user has lost its last connection on this node.
 *
 * <pre>{@code
 * void offline(@Observes UserDisconnected event) {
 *     manager.room("staff").broadcastText(event.userId() + " is offline");
 * }
 * }</pre>
 *
 * <p>The events {@link UserConnected} and {@link UserDisconnected} of one user alternate and arrive in order, also when
 * its connections come and go at the same time.
 *
 * @param userId the user's id
 */
public record UserDisconnected(String userId) {
    /**
     * Checks that nothing is missing.
     *
     * @throws NullPointerException if the id is null
     */
    public UserDisconnected {
        Objects.requireNonNull(userId, "userId must not be null");
    }
}
