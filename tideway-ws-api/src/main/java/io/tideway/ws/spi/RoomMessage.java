package io.tideway.ws.spi;

import io.tideway.ws.Message;
import io.tideway.ws.RoomPosition;
import java.util.Objects;
import java.util.Optional;

/**
 * Holds a message for the members of one room.
 *
 * @param room the room's name
 * @param message text or binary
 * @param position its position in the log of the room, {@link RoomPosition#NONE} where it is in none
 * @param sender the connection that published it, if its client did
 */
public record RoomMessage(String room, Message message, RoomPosition position, Optional<Sender> sender) {

    /**
     * Shows whose client published a message.
     *
     * @param connectionId the id of the connection
     * @param userId its user, if any
     * @param info what it shows of itself, a JSON text, if any
     */
    public record Sender(String connectionId, Optional<String> userId, Optional<String> info) {
        /**
         * Checks that every part is there.
         *
         * @throws NullPointerException if a part is null
         */
        public Sender {
            Objects.requireNonNull(connectionId, "connectionId must not be null");
            Objects.requireNonNull(userId, "userId must not be null");
            Objects.requireNonNull(info, "info must not be null");
        }
    }

    /**
     * Checks that every part is there.
     *
     * @throws NullPointerException if a part is null
     */
    public RoomMessage {
        Objects.requireNonNull(room, "room must not be null");
        Objects.requireNonNull(message, "message must not be null");
        Objects.requireNonNull(position, "position must not be null");
        Objects.requireNonNull(sender, "sender must not be null");
    }
}
