package io.tideway.ws.internal.outbound;

import io.tideway.ws.RoomPosition;
import io.tideway.ws.spi.RoomMessage.Sender;
import java.util.Optional;

/** Says where a message is sent to, as far as a protocol tells its clients. */
public sealed interface Destination {
    /** Is anything except one room: a connection, users, everyone, several rooms. */
    Destination CONNECTIONS = new Connections();

    /** Is anything except one room. */
    record Connections() implements Destination {}

    /**
     * Is one room.
     *
     * @param name the room's name
     * @param position where the room's log keeps the message; {@link RoomPosition#NONE} where it is in none
     * @param sender the connection whose client has published the message, if one has
     */
    record Room(String name, RoomPosition position, Optional<Sender> sender) implements Destination {
        /** Is a room, for a message of the application. */
        public Room(String name) {
            this(name, RoomPosition.NONE, Optional.empty());
        }
    }
}
