package io.tideway.ws.internal.centrifuge;

import io.tideway.ws.Message;
import io.tideway.ws.PresenceCount;
import io.tideway.ws.PresenceMember;
import io.tideway.ws.spi.RoomHistory;
import io.tideway.ws.spi.RoomMessage;
import io.tideway.ws.spi.RoomRecovery;
import java.util.List;

/** Writes what rooms that remember answer. */
final class RoomReplies {
    /** What a publication has around its data and its sender in JSON, which is the longer form. */
    private static final int BYTES_AROUND = 96;

    /** A request counts as one more read for each of so many bytes that it has had read. */
    private static final int BYTES_OF_A_READ = 10 * 1024;

    private RoomReplies() {}

    /** Returns as how many reads more than one so many bytes count. */
    static long reads(long bytes) {
        return bytes / BYTES_OF_A_READ;
    }

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
     * Answers with a part of the log, from its beginning on. What does not fit by its size in the log is not encoded:
     * the whole log may have many times the size of the answer.
     *
     * @param mostBytes what the outbound queue takes; a longer answer would close the connection, whose client comes
     *     back and asks again
     */
    static Message history(Replies replies, long id, RoomHistory history, int mostBytes) {
        return cut(replies, id, first(history, fitting(history.messages(), mostBytes)), mostBytes);
    }

    /** Returns how many messages fit by their sizes in the log; one at least. */
    private static int fitting(List<RoomMessage> messages, int mostBytes) {
        long bytes = 0;
        for (int i = 0; i < messages.size(); i++) {
            bytes += FrameSize.of(messages.get(i)) + BYTES_AROUND;
            if (bytes > mostBytes) {
                return Math.max(1, i);
            }
        }
        return messages.size();
    }

    private static RoomHistory first(RoomHistory history, int messages) {
        return new RoomHistory(history.messages().subList(0, messages), history.position());
    }

    /** Answers with less where the messages are longer in the form of the client than in the log. */
    private static Message cut(Replies replies, long id, RoomHistory history, int mostBytes) {
        Message reply = history(replies, id, history);
        int messages = history.messages().size();
        long bytes = FrameSize.of(reply);
        if (bytes <= mostBytes || messages <= 1) {
            return reply;
        }
        int fewer = (int) Math.max(1, messages * (long) mostBytes / bytes);
        return cut(replies, id, first(history, fewer), mostBytes);
    }

    private static Message history(Replies replies, long id, RoomHistory history) {
        return replies.result(id, "history", fields -> {
            fields.list("publications", history.messages(), PushEncoder::write)
                    .string("epoch", history.position().epoch())
                    .numberIfAny("offset", history.position().offset());
        });
    }

    /** Answers with all members. */
    static Message presence(Replies replies, long id, List<PresenceMember> members) {
        return replies.result(
                id,
                "presence",
                fields -> fields.map("presence", members, PresenceMember::connectionId, PushEncoder::write));
    }

    static Message presenceCount(Replies replies, long id, PresenceCount count) {
        return replies.result(
                id,
                "presence_stats",
                fields -> fields.number("num_clients", count.connections()).number("num_users", count.users()));
    }
}
