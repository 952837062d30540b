package io.tideway.ws.internal.connection;

import io.tideway.ws.Message;
import io.tideway.ws.Recovery;
import io.tideway.ws.internal.delivery.MissedMessage;
import io.tideway.ws.internal.delivery.RecoveryReply;
import io.tideway.ws.internal.outbound.Destination;
import io.tideway.ws.internal.outbound.Encoding;
import io.tideway.ws.internal.outbound.Payload;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * Answers a join with the missed publications and, after them, a message of the application.
 *
 * @param message makes the message
 */
record MessageReply(Function<Recovery, Message> message) implements RecoveryReply {
    @Override
    public List<Payload> answer(Recovery recovery, List<MissedMessage> missed, long bytesRead, Encoding encoding) {
        List<Payload> payloads = MESSAGES.answer(recovery, missed, bytesRead, encoding);
        Message last = Objects.requireNonNull(message.apply(recovery), "reply must not return null");
        payloads.add(encoding.encode(last, Destination.CONNECTIONS));
        return payloads;
    }
}
