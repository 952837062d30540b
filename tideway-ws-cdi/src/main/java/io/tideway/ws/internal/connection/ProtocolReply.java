package io.tideway.ws.internal.connection;

import io.tideway.ws.Message;
import io.tideway.ws.Recovery;
import io.tideway.ws.internal.delivery.MissedMessage;
import io.tideway.ws.internal.delivery.RecoveryReply;
import io.tideway.ws.internal.outbound.Admission;
import io.tideway.ws.internal.outbound.Encoding;
import io.tideway.ws.internal.outbound.Payload;
import io.tideway.ws.internal.registry.Membership;
import io.tideway.ws.spi.RoomRecovery;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Answers a client that has asked to join a room, in at most one frame of its protocol.
 *
 * @param frame makes the frame
 */
record ProtocolReply(Function<RoomRecovery, Optional<Message>> frame) implements RecoveryReply {
    @Override
    public List<Payload> answer(Recovery recovery, List<MissedMessage> missed, long bytesRead, Encoding encoding) {
        RoomRecovery shown = new RoomRecovery(
                recovery.isRecovered(),
                recovery.position(),
                missed.stream().map(MissedMessage::message).toList(),
                bytesRead);
        return frame.apply(shown).map(Payload::of).map(List::of).orElse(List.of());
    }

    @Override
    public int payloads(int publications) {
        return 1;
    }

    /** Joins without a frame that tells of it, since the reply does. */
    @Override
    public Optional<Admission> join(Membership membership, String room) {
        return membership.enterSilently(room);
    }

    /** Leaves without a frame, since the client gets an error instead of the reply. */
    @Override
    public void leave(Membership membership, String room, Admission joined) {
        membership.leaveSilently(room, joined);
    }
}
