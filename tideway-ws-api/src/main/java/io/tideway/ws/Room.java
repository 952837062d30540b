package io.tideway.ws;

import java.util.Collection;

/**
 * Names a group of connections.
 *
 * <p>A room exists while it has members; this is a handle on its name, so it may be kept, and may be empty. Thread-safe.
 */
public interface Room extends Broadcaster {

    /**
     * Returns the room's name.
     *
     * @return 1 to 255 printable characters, opaque
     */
    String name();

    /**
     * Lists the members on this node.
     *
     * @return an unmodifiable snapshot
     */
    Collection<Connection> members();

    /**
     * Counts the members on this node.
     *
     * @return how many there are now
     */
    int memberCount();

    /**
     * Puts a connection into this room; the same as {@link Connection#joinRoom}.
     *
     * @param connection the connection
     * @return true if it was no member before; false also where it is closing or closed
     * @throws IllegalStateException if the connection may join no further room
     */
    boolean join(Connection connection);

    /**
     * Takes a connection out of this room; the same as {@link Connection#leaveRoom}.
     *
     * @param connection the connection
     * @return true if it was a member
     */
    boolean leave(Connection connection);

    /**
     * Selects the members but for some.
     *
     * @param connections the connections to leave out
     * @return the audience
     */
    Audience except(Connection... connections);
}
