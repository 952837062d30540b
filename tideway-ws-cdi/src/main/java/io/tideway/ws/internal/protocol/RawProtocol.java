package io.tideway.ws.internal.protocol;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Message;
import io.tideway.ws.internal.outbound.Destination;
import io.tideway.ws.internal.outbound.Payload;
import java.nio.ByteBuffer;

/** Adds nothing to WebSocket: a message is a frame, a heartbeat is a ping, close codes are those of RFC 6455 §7.4. */
public final class RawProtocol implements Protocol {
    private final Payload ping = Payload.ping(ByteBuffer.allocate(0));

    @Override
    public Payload encode(Message message, Destination destination) {
        return Payload.of(message);
    }

    @Override
    public void received(Message message, InboundCalls calls) {
        calls.message(message);
    }

    @Override
    public Payload heartbeat() {
        return ping;
    }

    @Override
    public CloseFrame closeFrame(CloseCause cause) {
        return switch (cause) {
            case INBOUND_RATE_EXCEEDED -> CloseFrame.POLICY_VIOLATION.withReason("too many messages");
            case MESSAGE_TOO_BIG -> CloseFrame.TOO_BIG;
            case INBOUND_QUEUE_FULL -> CloseFrame.POLICY_VIOLATION.withReason("too many messages wait for the handler");
            case OUTBOUND_QUEUE_FULL -> CloseFrame.TRY_AGAIN_LATER.withReason("outbound queue full");
            case ACCESS_DENIED -> CloseFrame.POLICY_VIOLATION;
            case CONNECT_FAILED -> CloseFrame.SERVER_ERROR;
            case EXPIRED -> CloseFrame.POLICY_VIOLATION.withReason("expired");
            case STOPPING -> CloseFrame.GOING_AWAY;
        };
    }
}
