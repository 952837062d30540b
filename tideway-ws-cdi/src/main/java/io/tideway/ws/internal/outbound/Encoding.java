package io.tideway.ws.internal.outbound;

import io.tideway.ws.Message;
import io.tideway.ws.PresenceMember;
import org.jspecify.annotations.Nullable;

/**
 * Encodes messages for the connections of one protocol; one object for all of them, since it is compared by identity.
 */
@FunctionalInterface
public interface Encoding {
    /** Encodes a message that is not a close. */
    Payload encode(Message message, Destination destination);

    /** Encodes that a connection has joined a room; null where clients are not told. */
    default @Nullable Payload joined(String room, PresenceMember member) {
        return null;
    }

    /** Encodes that a connection has left a room; null where clients are not told. */
    default @Nullable Payload left(String room, PresenceMember member) {
        return null;
    }
}
