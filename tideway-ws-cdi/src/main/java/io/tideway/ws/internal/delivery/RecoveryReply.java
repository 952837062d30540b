package io.tideway.ws.internal.delivery;

import io.tideway.ws.Recovery;
import io.tideway.ws.internal.outbound.Admission;
import io.tideway.ws.internal.outbound.Encoding;
import io.tideway.ws.internal.outbound.Payload;
import io.tideway.ws.internal.registry.Membership;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Answers a join with a position, in the form of a protocol: what was missed, and how it went.
 *
 * <p>Nothing of the room is queued between the payloads or before them.
 */
@FunctionalInterface
public interface RecoveryReply {
    /** Queues each missed publication as a message, and nothing after them. */
    RecoveryReply MESSAGES = (recovery, missed, bytesRead, encoding) -> encoded(missed, encoding);

    /**
     * Makes the payloads that are queued first, in their order; called without a lock. Called again, with nothing
     * recovered, where the outbound queue has no space for them.
     *
     * @param bytesRead how many bytes were read from the log for this; 0 where it is called again
     */
    List<Payload> answer(Recovery recovery, List<MissedMessage> missed, long bytesRead, Encoding encoding);

    /**
     * Makes a connection a member, as the application has asked for; empty if it was one or is closing.
     *
     * @return what is valid until it leaves
     */
    default Optional<Admission> join(Membership membership, String room) {
        return membership.enter(room);
    }

    /** Returns how many payloads it makes of so many missed publications, at most. */
    default int payloads(int publications) {
        return publications + 1;
    }

    /**
     * Takes a member out again that cannot be answered.
     *
     * @param joined what {@link #join} has returned; does nothing once that membership has ended, also if another has
     *     followed
     */
    default void leave(Membership membership, String room, Admission joined) {
        membership.leave(room, joined);
    }

    /** Encodes messages of a room, in their order; the list can be added to. */
    static List<Payload> encoded(List<MissedMessage> missed, Encoding encoding) {
        List<Payload> payloads = new ArrayList<>(missed.size() + 1);
        missed.forEach(message -> payloads.add(message.encoded(encoding)));
        return payloads;
    }
}
