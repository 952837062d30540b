package io.tideway.ws.internal.centrifuge;

import io.tideway.ws.Message;
import io.tideway.ws.PresenceCount;
import io.tideway.ws.PresenceMember;
import io.tideway.ws.spi.RoomHistory;
import io.tideway.ws.spi.RoomRecovery;
import java.util.List;

/** Writes what rooms that remember answer. */
final class RoomReplies {
    private RoomReplies() {}

    /** Writes where a subscription begins, and what was missed before it. */
    static void write(FieldWriter fields, RoomRecovery recovery, boolean recovering, long offset) {
        boolean recovered = recovering && recovery.isRecovered();
        fields.ifTrue("recoverable", true)
                .ifTrue("positioned", true)
                .string("epoch", recovery.position().epoch())
                .numberIfAny("offset", recovered ? offset : recovery.position().offset())
                .ifTrue("was_recovering", recovering)
                .ifTrue("recovered", recovered);
        if (recovered && !recovery.missed().isEmpty()) {
            fields.list("publications", recovery.missed(), PushEncoder::write);
        }
    }

    /**
     * Answers with a part of the log, from its beginning on.
     *
     * @param mostBytes what the outbound queue takes; a longer answer would close the connection, whose client comes
     *     back and asks again
     */
    static Message history(Replies replies, long id, RoomHistory history, int mostBytes) {
        Message reply = history(replies, id, history);
        int messages = history.messages().size();
        long bytes = FrameSize.of(reply);
        if (bytes <= mostBytes || messages <= 1) {
            return reply;
        }
        int fewer = (int) Math.max(1, messages * (long) mostBytes / bytes);
        RoomHistory part = new RoomHistory(history.messages().subList(0, fewer), history.position());
        return history(replies, id, part, mostBytes);
    }

    private static Message history(Replies replies, long id, RoomHistory history) {
        return replies.result(id, "history", fields -> {
            fields.list("publications", history.messages(), PushEncoder::write)
                    .string("epoch", history.position().epoch())
                    .numberIfAny("offset", history.position().offset());
        });
    }

    /**
     * Answers with all members.
     *
     * @param mostBytes what the outbound queue takes; a list in part would be wrong, so a longer one is an error
     * @throws Refusal if they are too many
     */
    static Message presence(Replies replies, long id, List<PresenceMember> members, int mostBytes) {
        Message reply = replies.result(
                id,
                "presence",
                fields -> fields.map("presence", members, PresenceMember::connectionId, PushEncoder::write));
        if (FrameSize.of(reply) > mostBytes) {
            throw new Refusal(ClientError.LIMIT_EXCEEDED);
        }
        return reply;
    }

    static Message presenceCount(Replies replies, long id, PresenceCount count) {
        return replies.result(
                id,
                "presence_stats",
                fields -> fields.number("num_clients", count.connections()).number("num_users", count.users()));
    }
}
