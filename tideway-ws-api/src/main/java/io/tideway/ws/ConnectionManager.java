package io.tideway.ws;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the connections, rooms and users of an application and broadcasts to them.
 *
 * <pre>{@code
 * class Alarm {
 *     @Inject
 *     ConnectionManager manager;
 *
 *     void ring(String userId) {
 *         if (manager.isOnline(userId)) {
 *             manager.broadcastTextToUser(userId, "time to get up");
 *         }
 *     }
 * }
 * }</pre>
 *
 * <p>Inject it anywhere: into a handler, a REST resource, a scheduler, an observer. There is one for each application.
 * Counts and lookups are of this node. Collections are unmodifiable snapshots. A null argument throws
 * {@link NullPointerException} with the parameter's name. Thread-safe.
 */
public interface ConnectionManager extends Broadcaster {

    /**
     * Finds a connection.
     *
     * @param id its id
     * @return the connection, or empty if there is no such connection
     * @throws NullPointerException if the id is null
     */
    Optional<Connection> get(String id);

    /**
     * Lists the connections.
     *
     * @return a snapshot
     */
    Collection<Connection> connections();

    /**
     * Counts the connections.
     *
     * @return how many there are now
     */
    int connectionCount();

    /**
     * Returns how many connections the endpoints admit together.
     *
     * @return the sum of {@link EndpointOptions#maxConnections()}; {@link Integer#MAX_VALUE} if one of them is
     *     unlimited
     */
    int maxConnections();

    /**
     * Counts the connections since start, including those open now.
     *
     * @return how many there have been
     */
    long totalConnections();

    /**
     * Counts the broadcasts since start, of every {@link Broadcaster} of this application.
     *
     * @return how many there have been
     */
    long totalBroadcasts();

    /**
     * Lists the names of the rooms that have members.
     *
     * @return a snapshot
     */
    Set<String> rooms();

    /**
     * Counts the rooms that have members.
     *
     * @return how many there are now
     */
    int roomCount();

    /**
     * Lists the ids of a room's members.
     *
     * @param room the room's name
     * @return a snapshot; empty for a room without members
     * @throws NullPointerException if the name is null
     */
    Set<String> roomMembers(String room);

    /**
     * Returns a handle on a room, whether or not it has members.
     *
     * @param name 1 to 255 printable characters
     * @return the handle
     * @throws IllegalArgumentException if the name is empty, too long or contains a character that is not printable
     * @throws NullPointerException if the name is null
     */
    Room room(String name);

    /**
     * Lists the ids of the users that have connections.
     *
     * @return a snapshot
     */
    Set<String> users();

    /**
     * Tells whether a user has a connection.
     *
     * @param userId the user's id
     * @return true if at least one connection of this node is the user's
     * @throws NullPointerException if the id is null
     */
    boolean isOnline(String userId);

    /**
     * Lists the connections of a user.
     *
     * @param userId the user's id
     * @return a snapshot; empty for a user without connections
     * @throws NullPointerException if the id is null
     */
    Collection<Connection> userConnections(String userId);

    /**
     * Puts a connection into a room; the same as {@link Connection#joinRoom}.
     *
     * @param id the connection's id
     * @param room 1 to {@link EndpointOptions#maxRoomNameLength()} printable characters
     * @return true if it was not a member before; false also if there is no such open connection
     * @throws IllegalArgumentException if the name is empty, too long or contains a character that is not printable
     * @throws IllegalStateException if the connection is in as many rooms as its endpoint allows
     * @throws NullPointerException if an argument is null
     */
    boolean addToRoom(String id, String room);

    /**
     * Takes a connection out of a room; the same as {@link Connection#leaveRoom}.
     *
     * @param id the connection's id
     * @param room the room's name
     * @return true if it was a member
     * @throws NullPointerException if an argument is null
     */
    boolean removeFromRoom(String id, String room);

    /**
     * Returns the gauges and counters of this node.
     *
     * @return a snapshot
     */
    ConnectionMetrics metrics();

    /**
     * Returns the cluster, which answers for all nodes.
     *
     * @return the cluster; of this node alone where no broker is configured
     */
    Cluster cluster();

    /**
     * Selects the union of some targets.
     *
     * @param targets rooms, users and connections; without targets the audience is empty
     * @return the audience
     * @throws NullPointerException if the array or an element is null
     */
    Audience to(Target... targets);

    /**
     * Selects every connection.
     *
     * @return the audience
     */
    Audience toAll();

    /**
     * Selects the connections of one endpoint.
     *
     * @param path the endpoint's path or template, as in {@link WebSocketEndpoint#value()}, or a concrete request path
     *     as in {@link Connection#path()}
     * @return the audience
     * @throws NullPointerException if the path is null
     */
    default Audience onPath(String path) {
        return toAll().onPath(path);
    }

    /**
     * Returns a broadcaster to every connection whose messages leave once the current Jakarta transaction has
     * committed.
     *
     * @return the broadcaster; see {@link Audience#afterCommit()}
     */
    default Broadcaster afterCommit() {
        return toAll().afterCommit();
    }

    /**
     * Queues a message on every member of a room.
     *
     * @param room the room's name
     * @param message the message
     * @return how many connections accepted the message, and why others did not
     * @throws NullPointerException if an argument is null
     */
    default BroadcastResult broadcastToRoom(String room, Message message) {
        return to(Target.room(room)).broadcast(message);
    }

    /**
     * Queues a text on every member of a room.
     *
     * @param room the room's name
     * @param text the whole text
     * @return how many connections accepted the message, and why others did not
     * @throws NullPointerException if an argument is null
     */
    default BroadcastResult broadcastTextToRoom(String room, String text) {
        return to(Target.room(room)).broadcastText(text);
    }

    /**
     * Queues a value as JSON text on every member of a room.
     *
     * @param room the room's name
     * @param value the value
     * @return how many connections accepted the message, and why others did not
     * @throws MessageEncodingException if JSON-B cannot serialise the value
     * @throws NullPointerException if an argument is null, as in {@link #broadcastJson}
     */
    default BroadcastResult broadcastJsonToRoom(String room, Object value) {
        return to(Target.room(room)).broadcastJson(value);
    }

    /**
     * Queues a message on every connection of a user.
     *
     * @param userId the user's id
     * @param message the message
     * @return how many connections accepted the message, and why others did not
     * @throws NullPointerException if an argument is null
     */
    default BroadcastResult broadcastToUser(String userId, Message message) {
        return to(Target.user(userId)).broadcast(message);
    }

    /**
     * Queues a text on every connection of a user.
     *
     * @param userId the user's id
     * @param text the whole text
     * @return how many connections accepted the message, and why others did not
     * @throws NullPointerException if an argument is null
     */
    default BroadcastResult broadcastTextToUser(String userId, String text) {
        return to(Target.user(userId)).broadcastText(text);
    }

    /**
     * Queues a value as JSON text on every connection of a user.
     *
     * @param userId the user's id
     * @param value the value
     * @return how many connections accepted the message, and why others did not
     * @throws MessageEncodingException if JSON-B cannot serialise the value
     * @throws NullPointerException if an argument is null, as in {@link #broadcastJson}
     */
    default BroadcastResult broadcastJsonToUser(String userId, Object value) {
        return to(Target.user(userId)).broadcastJson(value);
    }
}
