package io.tideway.ws.realtime;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

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

        private record Values(Set<Permission> permissions, Optional<Instant> expiry, Optional<Object> data) {}

        private enum Permission {
            HISTORY,
            LATEST_ONLY,
            PRESENCE,
            PUBLISH
        }

        private Allowed(Values values) {
            this.values = values;
        }

        private Allowed with(Permission added) {
            Set<Permission> all = EnumSet.of(added);
            all.addAll(values.permissions);
            return new Allowed(new Values(all, values.expiry, values.data));
        }

        /**
         * Lets the client read the history of the room.
         *
         * @return a decision that allows it; this one is unchanged
         */
        public Allowed history() {
            return with(Permission.HISTORY);
        }

        /**
         * Sends a client that joins, or comes back, the latest publication of the room alone, instead of everything
         * that it has missed; for rooms of which only the present value counts. The room needs a log, of one
         * publication or more; {@link #history()} need not be allowed.
         *
         * @return a decision that says so; this one is unchanged
         */
        public Allowed latestOnly() {
            return with(Permission.LATEST_ONLY);
        }

        /**
         * Lets the client see who is in the room.
         *
         * @return a decision that allows it; this one is unchanged
         */
        public Allowed presence() {
            return with(Permission.PRESENCE);
        }

        /**
         * Lets the client publish to the room, without {@link RealtimeHandler#onPublish} being asked.
         *
         * @return a decision that allows it; this one is unchanged
         */
        public Allowed publish() {
            return with(Permission.PUBLISH);
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
            return new Allowed(new Values(values.permissions, Optional.of(instant), values.data));
        }

        /**
         * Sends a value along with the answer to the client.
         *
         * @param value what JSON-B can serialise
         * @return a decision with this value; this one is unchanged
         */
        public Allowed data(Object value) {
            Objects.requireNonNull(value, "value must not be null");
            return new Allowed(new Values(values.permissions, values.expiry, Optional.of(value)));
        }

        /**
         * Tells whether the client may read the history.
         *
         * @return true if it may
         */
        public boolean mayReadHistory() {
            return values.permissions.contains(Permission.HISTORY);
        }

        /**
         * Tells whether the client is sent the latest publication alone.
         *
         * @return true for a room of which only the present value counts
         */
        public boolean isLatestOnly() {
            return values.permissions.contains(Permission.LATEST_ONLY);
        }

        /**
         * Tells whether the client may see who is in the room.
         *
         * @return true if it may
         */
        public boolean maySeePresence() {
            return values.permissions.contains(Permission.PRESENCE);
        }

        /**
         * Tells whether the client may publish.
         *
         * @return true if it may
         */
        public boolean mayPublish() {
            return values.permissions.contains(Permission.PUBLISH);
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
        return new Allowed(new Allowed.Values(Set.of(), Optional.empty(), Optional.empty()));
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
     * Refuses an outdated token: the client fetches a new one and tries again. At a join it gets the error 109; at a
     * renewal its connection is closed with 3006, after which it connects and joins again.
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
