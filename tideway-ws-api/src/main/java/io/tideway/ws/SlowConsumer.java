package io.tideway.ws;

import java.util.Objects;

/**
 * Tells observers that a connection's outbound queue was full, once until the queue has been empty again.
 *
 * <pre>{@code
 * void slow(@Observes SlowConsumer event) {
 *     event.connection().leaveRoom("live-prices");
 * }
 * }</pre>
 *
 * <p>Fired on a thread of the application's pool, one event after the other. While observers are busy, the latest event
 * of each connection waits.
 *
 * @param connection the connection
 * @param queuedMessages the messages that waited
 * @param queuedBytes their payload bytes
 * @param policy what was done about it
 */
public record SlowConsumer(Connection connection, int queuedMessages, long queuedBytes, OverflowPolicy policy) {
    /**
     * Checks that nothing is missing.
     *
     * @throws NullPointerException if a value is null
     */
    public SlowConsumer {
        Objects.requireNonNull(connection, "connection must not be null");
        Objects.requireNonNull(policy, "policy must not be null");
    }
}
