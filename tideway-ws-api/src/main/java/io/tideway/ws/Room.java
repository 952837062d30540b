package io.tideway.ws;

import java.util.Collection;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

/**
 * Names a group of connections and selects its members.
 *
 * <pre>{@code
 * Room lobby = manager.room("lobby");
 * lobby.join(connection);
 * lobby.except(connection).broadcastText("Someone has joined");
 * }</pre>
 *
 * <p>A room exists while it has members. This handle refers to it by name, so you can keep it while the room is empty.
 * {@link #join} and {@link #leave} are about one connection and this room; {@link #joinRoom} and {@link #leaveRoom} put
 * all members into another room, or take them out of it. Thread-safe.
 */
public interface Room extends Audience {

    /**
     * Returns the room's name.
     *
     * @return 1 to 255 printable characters, opaque
     */
    String name();

    /**
     * Lists the members on this node; the same as {@link #connections()}.
     *
     * @return an unmodifiable snapshot
     */
    default Collection<Connection> members() {
        return connections();
    }

    /**
     * Counts the members on this node; the same as {@link #count()}.
     *
     * @return how many there are now
     */
    default int memberCount() {
        return count();
    }

    /**
     * Puts one connection into this room; the same as {@link Connection#joinRoom}.
     *
     * @param connection the connection
     * @return true if it was not a member before; false also if it is closing or closed
     * @throws IllegalStateException if the connection is in as many rooms as its endpoint allows
     * @throws NullPointerException if the connection is null
     */
    default boolean join(Connection connection) {
        return Objects.requireNonNull(connection, "connection must not be null").joinRoom(name());
    }

    /**
     * Takes one connection out of this room; the same as {@link Connection#leaveRoom}.
     *
     * @param connection the connection
     * @return true if it was a member
     * @throws NullPointerException if the connection is null
     */
    default boolean leave(Connection connection) {
        return Objects.requireNonNull(connection, "connection must not be null").leaveRoom(name());
    }

    /**
     * Reads the log of this room.
     *
     * <p>A query from a position of another epoch, or beyond the end of the log, finds nothing. Forwards, if the
     * publication right after the position has been removed, reading begins with the oldest one that is kept.
     *
     * @param query which publications
     * @return completes with the publications and the current position; exceptionally with
     *     {@link IllegalStateException} if the room keeps no log, and with {@link io.tideway.ws.spi.BrokerException} if
     *     the broker cannot be asked
     * @throws NullPointerException if the query is null
     */
    CompletionStage<History> history(HistoryQuery query);

    /**
     * Returns the position of the latest publication.
     *
     * @return completes with the position; exceptionally as {@link #history}
     */
    CompletionStage<RoomPosition> position();

    /**
     * Lists who is in this room, on all nodes.
     *
     * @return completes with the members; exceptionally with {@link IllegalStateException} if the room keeps no
     *     presence, and with {@link io.tideway.ws.spi.BrokerException} if the broker cannot be asked
     */
    CompletionStage<Presence> presence();

    /**
     * Counts who is in this room, on all nodes, at a cost that does not grow with it.
     *
     * @return completes with the counts; exceptionally as {@link #presence()}
     */
    CompletionStage<PresenceCount> presenceCount();
}
