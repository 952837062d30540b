package io.tideway.ws.realtime;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Decides who a client is; {@link RealtimeHandler#onAuthenticate} and {@link RealtimeHandler#onRefresh} return it.
 *
 * <pre>{@code
 * Authentication ann = Authentication.of("ann")
 *         .expiresAt(Instant.now().plus(Duration.ofHours(1)))
 *         .rooms("news", "user:ann");
 * }</pre>
 */
public sealed interface Authentication {

    /** Accepts a client. Immutable. */
    final class Accepted implements Authentication {
        private final Optional<String> userId;
        private final Optional<Instant> expiry;
        private final Set<String> rooms;
        private final Optional<Object> data;

        private Accepted(Optional<String> userId, Optional<Instant> expiry, Set<String> rooms, Optional<Object> data) {
            this.userId = userId;
            this.expiry = expiry;
            this.rooms = rooms;
            this.data = data;
        }

        /**
         * Limits how long the client stays authenticated; it asks for a new token before, and is disconnected 25
         * seconds after the instant unless {@link RealtimeHandler#onRefresh} has moved it.
         *
         * @param instant when the authentication expires, by the server's clock
         * @return a decision with this limit; this one is unchanged
         */
        public Accepted expiresAt(Instant instant) {
            return new Accepted(
                    userId, Optional.of(Objects.requireNonNull(instant, "instant must not be null")), rooms, data);
        }

        /**
         * Has the connection join rooms that the client does not ask for, before the client is told that it is
         * connected.
         *
         * @param names the names of the rooms, added to those given before
         * @return a decision with these rooms; this one is unchanged
         * @throws NullPointerException if a name is null
         */
        public Accepted rooms(String... names) {
            Set<String> all = new LinkedHashSet<>(rooms);
            for (String name : Objects.requireNonNull(names, "names must not be null")) {
                all.add(Objects.requireNonNull(name, "names must not contain null"));
            }
            return new Accepted(userId, expiry, Collections.unmodifiableSet(all), data);
        }

        /**
         * Sends a value along with the answer to the client.
         *
         * @param value what JSON-B can serialise
         * @return a decision with this value; this one is unchanged
         */
        public Accepted data(Object value) {
            return new Accepted(
                    userId, expiry, rooms, Optional.of(Objects.requireNonNull(value, "value must not be null")));
        }

        /**
         * Returns the user.
         *
         * @return the user's id, or empty for an anonymous client
         */
        public Optional<String> userId() {
            return userId;
        }

        /**
         * Returns when the authentication expires.
         *
         * @return the instant, or empty for never
         */
        public Optional<Instant> expiry() {
            return expiry;
        }

        /**
         * Returns the rooms that the connection joins.
         *
         * @return their names, unmodifiable
         */
        public List<String> rooms() {
            return List.copyOf(rooms);
        }

        /**
         * Returns the value for the client.
         *
         * @return the value, or empty if there is none
         */
        public Optional<Object> data() {
            return data;
        }
    }

    /**
     * Refuses a client permanently: it does not try again.
     *
     * @param reason what the client is told; not empty, cut to what fits into a close frame
     */
    record Denied(String reason) implements Authentication {
        /**
         * Checks the reason.
         *
         * @throws IllegalArgumentException if it is empty
         */
        public Denied {
            if (Objects.requireNonNull(reason, "reason must not be null").isBlank()) {
                throw new IllegalArgumentException(
                        "reason must not be empty: some clients would reconnect without end");
            }
        }
    }

    /** Refuses an outdated token: the client fetches a new one and tries again. */
    record Expired() implements Authentication {}

    /**
     * Accepts a client as a user.
     *
     * @param userId the user's id, as {@link io.tideway.ws.Connection#setUserId} takes it; a client with one that is
     *     not valid is refused permanently
     * @return the decision
     */
    static Accepted of(String userId) {
        return new Accepted(
                Optional.of(Objects.requireNonNull(userId, "userId must not be null")),
                Optional.empty(),
                Set.of(),
                Optional.empty());
    }

    /**
     * Accepts a client without a user.
     *
     * @return the decision
     */
    static Accepted anonymous() {
        return new Accepted(Optional.empty(), Optional.empty(), Set.of(), Optional.empty());
    }

    /**
     * Refuses a client permanently, with the reason {@code invalid token}.
     *
     * @return the decision
     */
    static Authentication deny() {
        return new Denied("invalid token");
    }

    /**
     * Refuses a client permanently.
     *
     * @param reason what the client is told
     * @return the decision
     * @throws IllegalArgumentException if the reason is empty
     */
    static Authentication deny(String reason) {
        return new Denied(reason);
    }

    /**
     * Refuses an outdated token: the client fetches a new one and tries again.
     *
     * @return the decision
     */
    static Authentication expired() {
        return new Expired();
    }
}
