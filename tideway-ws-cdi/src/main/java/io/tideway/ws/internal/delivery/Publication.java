package io.tideway.ws.internal.delivery;

import io.tideway.ws.Message;
import io.tideway.ws.internal.outbound.Destination;
import io.tideway.ws.internal.outbound.Encoding;
import io.tideway.ws.internal.outbound.Payload;
import io.tideway.ws.spi.RoomMessage.Sender;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Holds one message on its way to the connections of a selection, encoded once for each encoding among them.
 *
 * <p>Used by one thread at a time.
 */
public final class Publication {
    private final Message message;
    private final Destination destination;
    private @Nullable Encoding latest;
    private @Nullable Payload payload; // of the latest encoding
    private @Nullable Map<Encoding, Payload> payloads; // from the second encoding on

    private Publication(Message message, Destination destination) {
        this.message = message;
        this.destination = destination;
    }

    /**
     * Publishes a message.
     *
     * @throws NullPointerException if it is null
     */
    public static Publication of(Message message, Destination destination) {
        return new Publication(Objects.requireNonNull(message, "message must not be null"), destination);
    }

    /** Returns the connection whose client has published the message, if one has. */
    public Optional<Sender> sender() {
        return destination instanceof Destination.Room room ? room.sender() : Optional.empty();
    }

    /** Returns the message. */
    public Message message() {
        return message;
    }

    /** Encodes the message, which is not a close, unless that has been done. */
    Payload encoded(Encoding encoding) {
        Payload encoded = payload;
        if (encoded == null || encoding != latest) {
            encoded = find(encoding);
            payload = encoded;
            latest = encoding;
        }
        return encoded;
    }

    private Payload find(Encoding encoding) {
        if (latest == null || payload == null) {
            return encoding.encode(message, destination);
        }
        Map<Encoding, Payload> known = payloads == null ? new IdentityHashMap<>(4) : payloads;
        payloads = known;
        known.put(latest, payload);
        return known.computeIfAbsent(encoding, another -> another.encode(message, destination));
    }
}
