package io.tideway.ws.realtime;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Decides whether a client may join a room, and what it may do there; {@link RealtimeHandler#onJoin} returns it.
 *
 * <pre>{@code
 * JoinDecision member = JoinDecision.allow().history().presence().publish();
 * }</pre>
 */
public sealed interface JoinDecision {

    /** Lets a client join. Immutable; the client may receive, and do nothing else unless that is added. */
    final class Allowed implements JoinDecision {
        private final Values values;

        private record Values(
                boolean history, boolean presence, boolean publish, Optional<Instant> expiry, Optional<Object> data) {}

        private Allowed(Values values) {
            this.values = values;
        }

        /**
         * Lets the client read the history of the room.
         *
         * @return a decision that allows it; this one is unchanged
         */
        public Allowed history() {
            return new Allowed(new Values(true, values.presence, values.publish, values.expiry, values.data));
        }

        /**
         * Lets the client see who is in the room.
         *
         * @return a decision that allows it; this one is unchanged
         */
        public Allowed presence() {
            return new Allowed(new Values(values.history, true, values.publish, values.expiry, values.data));
        }

        /**
         * Lets the client publish to the room, without {@link RealtimeHandler#onPublish} being asked.
         *
         * @return a decision that allows it; this one is unchanged
         */
        public Allowed publish() {
            return new Allowed(new Values(values.history, values.presence, true, values.expiry, values.data));
        }

        /**
         * Limits how long the client may stay; it asks for a new token before, and leaves the room 25 seconds after the
         * instant unless {@link RealtimeHandler#onJoinRefresh} has moved it.
         *
         * @param instant when the permission expires, by the server's clock
         * @return a decision with this limit; this one is unchanged
         */
        public Allowed until(Instant instant) {
            Objects.requireNonNull(instant, "instant must not be null");
            return new Allowed(
                    new Values(values.history, values.presence, values.publish, Optional.of(instant), values.data));
        }

        /**
         * Sends a value along with the answer to the client.
         *
         * @param value what JSON-B can serialise
         * @return a decision with this value; this one is unchanged
         */
        public Allowed data(Object value) {
            Objects.requireNonNull(value, "value must not be null");
            return new Allowed(
                    new Values(values.history, values.presence, values.publish, values.expiry, Optional.of(value)));
        }

        /**
         * Tells whether the client may read the history.
         *
         * @return true if it may
         */
        public boolean mayReadHistory() {
            return values.history;
        }

        /**
         * Tells whether the client may see who is in the room.
         *
         * @return true if it may
         */
        public boolean maySeePresence() {
            return values.presence;
        }

        /**
         * Tells whether the client may publish.
         *
         * @return true if it may
         */
        public boolean mayPublish() {
            return values.publish;
        }

        /**
         * Returns when the permission expires.
         *
         * @return the instant, or empty for never
         */
        public Optional<Instant> expiry() {
            return values.expiry;
        }

        /**
         * Returns the value for the client.
         *
         * @return the value, or empty if there is none
         */
        public Optional<Object> data() {
            return values.data;
        }
    }

    /**
     * Refuses a client.
     *
     * @param code the error's code: one of the protocol, or 400 to 1999
     * @param message what the client is told
     */
    record Denied(int code, String message) implements JoinDecision {
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
     * Lets a client join and receive.
     *
     * @return the decision
     */
    static Allowed allow() {
        return new Allowed(new Allowed.Values(false, false, false, Optional.empty(), Optional.empty()));
    }

    /**
     * Refuses a client with the error 103, permission denied.
     *
     * @return the decision
     */
    static JoinDecision deny() {
        return new Denied(103, "permission denied");
    }

    /**
     * Refuses a client with the error 102: the room does not exist.
     *
     * @return the decision
     */
    static JoinDecision unknownRoom() {
        return new Denied(102, "unknown channel");
    }

    /**
     * Refuses an outdated token with the error 109: the client fetches a new one and tries again.
     *
     * @return the decision
     */
    static JoinDecision expired() {
        return new Denied(109, "token expired");
    }

    /**
     * Refuses a client with an error of the application.
     *
     * @param code 400 to 1999
     * @param message what the client is told
     * @return the decision
     * @throws IllegalArgumentException if the code is out of bounds
     */
    static JoinDecision deny(int code, String message) {
        return new Denied(CallException.checkedCode(code), message);
    }
}
