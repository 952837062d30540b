package io.tideway.ws.spi;

import io.tideway.ws.Message;
import io.tideway.ws.PresenceMember;

/** Encodes what is sent to the clients of a protocol, once for all that share the encoder; thread-safe. */
public interface FrameEncoder {

    /**
     * Encodes a message that is sent to connections and not to a room.
     *
     * @param message text or binary
     * @return the frame
     */
    Message encode(Message message);

    /**
     * Encodes a message for the members of a room.
     *
     * @param message the message and what is known of it
     * @return the frame
     */
    Message encode(RoomMessage message);

    /**
     * Encodes that a connection has joined a room.
     *
     * @param room the room's name
     * @param member who has joined
     * @return the frame
     */
    Message joined(String room, PresenceMember member);

    /**
     * Encodes that a connection has left a room.
     *
     * @param room the room's name
     * @param member who has left
     * @return the frame
     */
    Message left(String room, PresenceMember member);
}
