package io.tideway.ws.internal.outbound;

import io.tideway.ws.Message;

/**
 * Encodes messages for the connections of one protocol; one object for all of them, since it is compared by identity.
 */
@FunctionalInterface
public interface Encoding {
    /** Encodes a message that is not a close. */
    Payload encode(Message message, Destination destination);
}
