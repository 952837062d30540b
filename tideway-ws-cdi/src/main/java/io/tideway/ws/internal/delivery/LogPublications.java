package io.tideway.ws.internal.delivery;

import io.tideway.ws.Message;
import io.tideway.ws.RoomPosition;
import io.tideway.ws.internal.outbound.Destination;
import java.nio.ByteBuffer;

/**
 * Makes publications of what is in the log of one room.
 *
 * @param room its name
 */
record LogPublications(String room) {
    private static final Publication UNREADABLE = Publication.of(Message.text(""), Destination.CONNECTIONS);

    Publication of(RoomPosition position, MessageBytes.Kept kept) {
        return Publication.of(kept.message(), new Destination.Room(room, position, kept.sender()));
    }

    /** Reads an entry of the log; one that no node should have written is left out, so that the rest goes on. */
    Publication read(RoomPosition position, byte[] data) {
        try {
            return of(position, MessageBytes.read(ByteBuffer.wrap(data)));
        } catch (IllegalArgumentException e) {
            DeliveryMessages.publicationUnreadable(room, position, e);
            return UNREADABLE;
        }
    }

    /** Tells whether a publication could not be read, so that it only takes its position. */
    static boolean isUnreadable(Publication publication) {
        return publication == UNREADABLE;
    }
}
