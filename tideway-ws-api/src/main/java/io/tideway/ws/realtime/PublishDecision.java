package io.tideway.ws.realtime;

import java.util.Objects;

/**
 * Decides whether a client may publish to a room; {@link RealtimeHandler#onPublish} returns it.
 *
 * <pre>{@code
 * public PublishDecision onPublish(Connection connection, PublishRequest publish) {
 *     return publish.room().startsWith("chat:") ? PublishDecision.allow() : PublishDecision.deny();
 * }
 * }</pre>
 */
public sealed interface PublishDecision {

    /** Publishes what the client sent, with its user and its connection. */
    record Allowed() implements PublishDecision {}

    /** Answers the client without publishing, since the application has handled the request itself. */
    record Handled() implements PublishDecision {}

    /**
     * Refuses the client.
     *
     * @param code the error's code: one of the protocol, or 400 to 1999
     * @param message what the client is told
     */
    record Denied(int code, String message) implements PublishDecision {
        /**
         * Checks that there is a message.
         *
         * @throws NullPointerException if it is null
         */
        public Denied {
            Objects.requireNonNull(message, "message must not be null");
        }
    }

    /**
     * Publishes what the client sent, with its user and its connection.
     *
     * @return the decision
     */
    static PublishDecision allow() {
        return new Allowed();
    }

    /**
     * Answers the client without publishing what it sent; use it where the application has published something itself.
     *
     * @return the decision
     */
    static PublishDecision handled() {
        return new Handled();
    }

    /**
     * Refuses the client with the error 103, permission denied.
     *
     * @return the decision
     */
    static PublishDecision deny() {
        return new Denied(103, "permission denied");
    }

    /**
     * Refuses the client with an error of the application.
     *
     * @param code 400 to 1999
     * @param message what the client is told
     * @return the decision
     * @throws IllegalArgumentException if the code is out of bounds
     */
    static PublishDecision deny(int code, String message) {
        return new Denied(CallException.checkedCode(code), message);
    }
}
