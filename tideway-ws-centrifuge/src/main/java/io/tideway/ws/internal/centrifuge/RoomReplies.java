package io.tideway.ws.internal.centrifuge;

import io.tideway.ws.Message;
import io.tideway.ws.PresenceCount;
import io.tideway.ws.PresenceMember;
import io.tideway.ws.spi.RoomHistory;
import io.tideway.ws.spi.RoomRecovery;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes what rooms that remember answer. */
final class RoomReplies {
    private RoomReplies() {}

    /** Writes where a subscription begins, and what was missed before it. */
    static void write(JsonWriter fields, RoomRecovery recovery, boolean recovering, long offset) {
        boolean recovered = recovering && recovery.isRecovered();
        fields.ifTrue("recoverable", true)
                .ifTrue("positioned", true)
                .string("epoch", recovery.position().epoch())
                .numberIfAny("offset", recovered ? offset : recovery.position().offset())
                .ifTrue("was_recovering", recovering)
                .ifTrue("recovered", recovered);
        if (recovered && !recovery.missed().isEmpty()) {
            fields.list("publications", recovery.missed(), JsonEncoder::write);
        }
    }

    /**
     * Answers with a part of the log, from its beginning on.
     *
     * @param mostBytes what the outbound queue takes; a longer answer would close the connection, whose client comes
     *     back and asks again
     */
    static Message history(long id, RoomHistory history, int mostBytes) {
        Message.Text reply = history(id, history);
        int messages = history.messages().size();
        long bytes = reply.text().getBytes(StandardCharsets.UTF_8).length;
        if (bytes <= mostBytes || messages <= 1) {
            return reply;
        }
        int fewer = (int) Math.max(1, messages * (long) mostBytes / bytes);
        RoomHistory part = new RoomHistory(history.messages().subList(0, fewer), history.position());
        return history(id, part, mostBytes);
    }

    private static Message.Text history(long id, RoomHistory history) {
        return Replies.result(id, "history", fields -> {
            if (!history.messages().isEmpty()) {
                fields.list("publications", history.messages(), JsonEncoder::write);
            }
            fields.string("epoch", history.position().epoch())
                    .numberIfAny("offset", history.position().offset());
        });
    }

    static Message presence(long id, List<PresenceMember> members) {
        return Replies.result(id, "presence", fields -> {
            JsonWriter clients = fields.object("presence");
            members.forEach(member -> JsonEncoder.writeInfo(clients, member.connectionId(), member));
            clients.end();
        });
    }

    static Message presenceCount(long id, PresenceCount count) {
        return Replies.result(
                id,
                "presence_stats",
                fields -> fields.number("num_clients", count.connections()).number("num_users", count.users()));
    }
}
