package io.tideway.ws.internal.broker;

import io.tideway.ws.Message;
import io.tideway.ws.PresenceMember;
import io.tideway.ws.internal.delivery.Action;
import io.tideway.ws.internal.registry.Selection;
import io.tideway.ws.spi.RoomMessage.Sender;
import java.util.List;
import java.util.Optional;

/** Says what one node tells others through a broker's channels; {@link EnvelopeBytes} is its form on the wire. */
public sealed interface Envelope {
    /**
     * Is a message for the connections of a selection.
     *
     * @param selection whom it is for
     * @param message what is delivered; not a close, which is an action
     * @param sender the connection whose client has published it, if one has
     */
    record Published(Selection.OnAllNodes selection, Message message, Optional<Sender> sender) implements Envelope {}

    /**
     * Is an action on the connections of a selection.
     *
     * @param selection whom it concerns
     * @param action what is done
     */
    record Applied(Selection.OnAllNodes selection, Action action) implements Envelope {}

    /**
     * Tells that a connection has joined a room with joins and leaves.
     *
     * @param room the room's name
     * @param member who
     */
    record Joined(String room, PresenceMember member) implements Envelope {}

    /**
     * Tells that a connection has left a room with joins and leaves.
     *
     * @param room the room's name
     * @param member who
     */
    record Left(String room, PresenceMember member) implements Envelope {}

    /** Is what nodes ask each other. */
    enum Subject {
        /** How many connections a node has. */
        CONNECTIONS,
        /** How many connections a user has there. */
        USER,
        /** Which connections are members of a room there. */
        ROOM
    }

    /**
     * Asks every node.
     *
     * @param id the number of the question, of the node that asks
     * @param subject what it asks
     * @param name the user's id or the room's name; empty for all connections
     */
    record Asked(long id, Subject subject, String name) implements Envelope {}

    /**
     * Answers the node that has asked.
     *
     * @param id the number of the question
     * @param count how many there are
     * @param connectionIds the ids of a room's members; empty for other subjects
     */
    record Answered(long id, int count, List<String> connectionIds) implements Envelope {
        /** Copies the list. */
        public Answered {
            connectionIds = List.copyOf(connectionIds);
        }
    }
}
