package io.tideway.ws.internal.delivery;

import io.tideway.ws.Recovery;
import io.tideway.ws.internal.outbound.Destination;
import io.tideway.ws.internal.outbound.Encoding;
import io.tideway.ws.internal.outbound.Payload;
import java.util.ArrayList;
import java.util.List;

/**
 * Answers a join with a position, in the form of a protocol: what was missed, and how it went.
 *
 * <p>Nothing of the room is queued between the payloads or before them.
 */
@FunctionalInterface
public interface RecoveryReply {
    /** Queues each missed publication as a message, and nothing after them. */
    RecoveryReply MESSAGES = RecoveryReply::messages;

    /** Makes the payloads that are queued first, in their order; called once, without a lock. */
    List<Payload> answer(String room, Recovery recovery, Encoding encoding);

    /** Returns how many payloads it makes of so many missed publications, at most. */
    default int payloads(int publications) {
        return publications + 1;
    }

    private static List<Payload> messages(String room, Recovery recovery, Encoding encoding) {
        List<Payload> payloads = new ArrayList<>(recovery.publications().size() + 1);
        recovery.publications()
                .forEach(publication -> payloads.add(encoding.encode(
                        publication.message(), new Destination.LoggedRoom(room, publication.position()))));
        return payloads;
    }
}
