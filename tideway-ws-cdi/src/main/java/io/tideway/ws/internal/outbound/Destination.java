package io.tideway.ws.internal.outbound;

import io.tideway.ws.RoomPosition;

/** Says where a message is sent to, as far as a protocol tells its clients. */
public sealed interface Destination {
    /** Is anything except one room: a connection, users, everyone, several rooms. */
    Destination CONNECTIONS = new Connections();

    /** Is anything except one room. */
    record Connections() implements Destination {}

    /**
     * Is one room, without its log.
     *
     * @param name the room's name
     */
    record Room(String name) implements Destination {}

    /**
     * Is one room with a log, which keeps the message.
     *
     * @param name the room's name
     * @param position the message's position
     */
    record LoggedRoom(String name, RoomPosition position) implements Destination {}
}
