package io.tideway.ws.internal.protocol;

import io.tideway.ws.Message;
import io.tideway.ws.PresenceMember;
import io.tideway.ws.internal.outbound.Destination;
import io.tideway.ws.internal.outbound.Encoding;
import io.tideway.ws.internal.outbound.Payload;
import io.tideway.ws.spi.FrameEncoder;
import io.tideway.ws.spi.RoomMessage;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Holds one encoding for each encoder of the deployment's protocols, since encodings are compared by identity. */
public final class FrameEncodings {
    private final Map<FrameEncoder, Encoding> known = new ConcurrentHashMap<>();

    /** Returns the encoding of an encoder. */
    Encoding of(FrameEncoder encoder) {
        return known.computeIfAbsent(encoder, FrameEncoding::new);
    }

    private record FrameEncoding(FrameEncoder encoder) implements Encoding {
        @Override
        public Payload encode(Message message, Destination destination) {
            if (message instanceof Message.Ping || message instanceof Message.Pong) {
                return Payload.of(message);
            }
            return Payload.of(
                    destination instanceof Destination.Room room
                            ? encoder.encode(new RoomMessage(room.name(), message, room.position(), room.sender()))
                            : encoder.encode(message));
        }

        @Override
        public Payload joined(String room, PresenceMember member) {
            return Payload.of(encoder.joined(room, member));
        }

        @Override
        public Payload left(String room, PresenceMember member) {
            return Payload.of(encoder.left(room, member));
        }
    }
}
