package io.tideway.ws.internal.delivery;

import io.tideway.ws.Recovery;
import io.tideway.ws.RoomPosition;
import io.tideway.ws.RoomPublication;
import io.tideway.ws.internal.outbound.Payload;
import io.tideway.ws.internal.registry.LocalConnection;
import io.tideway.ws.spi.LogEntry;
import io.tideway.ws.spi.LogPage;
import java.util.List;

/**
 * Makes what a connection that joins with a position is sent for what was read from the log: all that it missed, or the
 * position alone.
 */
final class JoinAnswers {
    private final LoggedRoom room;
    private final LocalConnection connection;
    private final RoomPosition since;
    private final RecoveryReply reply;

    /** Is what the connection is told. */
    record Answer(Recovery recovery, List<Payload> payloads) {}

    JoinAnswers(LoggedRoom room, LocalConnection connection, RoomPosition since, RecoveryReply reply) {
        this.room = room;
        this.connection = connection;
        this.since = since;
        this.reply = reply;
    }

    /** Answers the join with the first page that was read. */
    Answer to(LogPage page) {
        long bytes = bytes(page);
        if (!Positions.isComplete(since, page) || !fits(page, bytes)) {
            return position(page, bytes);
        }
        Answer everything = everything(page, bytes);
        // It may be longer in the protocol of the client than in the log.
        return fits(everything.payloads()) ? everything : position(page, 0);
    }

    /** Encodes a page that was read after the answer. */
    List<Payload> further(LogPage page) {
        return RecoveryReply.encoded(room.missed.of(page), connection.encoding());
    }

    private Answer everything(LogPage page, long bytes) {
        List<MissedMessage> missed = room.missed.of(page);
        List<RoomPublication> publications =
                missed.stream().map(MissedMessage::publication).toList();
        Recovery recovery = new Recovery(true, page.position(), publications);
        return new Answer(recovery, reply.answer(recovery, missed, bytes, connection.encoding()));
    }

    private Answer position(LogPage page, long bytes) {
        Recovery recovery = new Recovery(false, page.position(), List.of());
        return new Answer(recovery, reply.answer(recovery, List.of(), bytes, connection.encoding()));
    }

    private static long bytes(LogPage page) {
        long bytes = 0;
        for (LogEntry entry : page.entries()) {
            bytes += entry.data().length;
        }
        return bytes;
    }

    /** Tells whether the outbound queue takes all that was missed: a recovery is never in part. */
    private boolean fits(LogPage page, long bytes) {
        return connection
                .outboundQueue()
                .hasSpaceFor(reply.payloads(page.entries().size()), bytes);
    }

    private boolean fits(List<Payload> payloads) {
        long bytes = payloads.stream().mapToLong(Payload::size).sum();
        return connection.outboundQueue().hasSpaceFor(payloads.size(), bytes);
    }
}
