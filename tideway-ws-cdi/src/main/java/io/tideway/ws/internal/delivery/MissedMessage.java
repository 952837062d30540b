package io.tideway.ws.internal.delivery;

import io.tideway.ws.RoomPublication;
import io.tideway.ws.internal.outbound.Destination;
import io.tideway.ws.internal.outbound.Encoding;
import io.tideway.ws.internal.outbound.Payload;
import io.tideway.ws.spi.RoomMessage;
import org.jspecify.annotations.Nullable;

/** Holds one publication that clients have missed, encoded once for each encoding among them; thread-safe. */
public final class MissedMessage {
    private static final int OVERHEAD = 256;
    private static final int FORMS = 3; // as an object, as a payload and as its frame

    private final RoomMessage message;
    private final RoomPublication publication;
    private final long bytes;
    private volatile @Nullable Encoded encoded; // two threads at once may encode twice, which changes nothing

    private record Encoded(
            Encoding encoding, Payload payload, @Nullable Encoded next) {}

    /**
     * Holds a message.
     *
     * @param size its bytes in the log
     */
    MissedMessage(RoomMessage message, int size) {
        this.message = message;
        this.bytes = OVERHEAD + (long) FORMS * size;
        this.publication = new RoomPublication(message.position(), message.message());
    }

    long offset() {
        return message.position().offset();
    }

    /** Returns about how much memory it takes. */
    long bytes() {
        return bytes;
    }

    /** Returns what protocols tell of it. */
    public RoomMessage message() {
        return message;
    }

    /** Returns what applications see of it. */
    RoomPublication publication() {
        return publication;
    }

    /** Encodes it, unless that has been done. */
    Payload encoded(Encoding encoding) {
        for (Encoded known = encoded; known != null; known = known.next) {
            if (known.encoding == encoding) {
                return known.payload;
            }
        }
        Payload payload = encoding.encode(
                message.message(), new Destination.Room(message.room(), message.position(), message.sender()));
        encoded = new Encoded(encoding, payload, encoded);
        return payload;
    }
}
