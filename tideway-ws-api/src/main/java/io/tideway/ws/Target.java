package io.tideway.ws;

import java.util.Objects;

/**
 * Names a room, a user or a connection that an {@link Audience} selects or leaves out.
 *
 * <pre>{@code
 * manager.to(Target.room("lobby"), Target.user("ann")).broadcastText("hello");
 * }</pre>
 */
public sealed interface Target {

    /**
     * Selects the members of a room.
     *
     * @param name the room's name, opaque: never a pattern
     */
    record OfRoom(String name) implements Target {
        /**
         * Checks the name.
         *
         * @throws NullPointerException if it is null
         */
        public OfRoom {
            Objects.requireNonNull(name, "room name must not be null");
        }
    }

    /**
     * Selects the connections of a user.
     *
     * @param userId the user's id, opaque
     */
    record OfUser(String userId) implements Target {
        /**
         * Checks the id.
         *
         * @throws NullPointerException if it is null
         */
        public OfUser {
            Objects.requireNonNull(userId, "userId must not be null");
        }
    }

    /**
     * Selects one connection.
     *
     * @param id the connection's id
     */
    record OfConnection(String id) implements Target {
        /**
         * Checks the id.
         *
         * @throws NullPointerException if it is null
         */
        public OfConnection {
            Objects.requireNonNull(id, "connection id must not be null");
        }
    }

    /**
     * Targets the members of a room.
     *
     * @param name the room's name
     * @return the target
     * @throws NullPointerException if the name is null
     */
    static Target room(String name) {
        return new OfRoom(name);
    }

    /**
     * Targets the connections of a user.
     *
     * @param userId the user's id
     * @return the target
     * @throws NullPointerException if the id is null
     */
    static Target user(String userId) {
        return new OfUser(userId);
    }

    /**
     * Targets one connection.
     *
     * @param id the connection's id
     * @return the target
     * @throws NullPointerException if the id is null
     */
    static Target connection(String id) {
        return new OfConnection(id);
    }
}
