package io.tideway.ws.internal.protocol;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Message;
import io.tideway.ws.internal.outbound.Destination;
import io.tideway.ws.internal.outbound.Encoding;
import io.tideway.ws.internal.outbound.Payload;
import io.tideway.ws.spi.CloseCause;
import io.tideway.ws.spi.ProtocolConnection;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Adds nothing to WebSocket: a message is a frame, a heartbeat is a ping, close codes are those of RFC 6455 §7.4. */
public final class RawProtocol implements Protocol, ClientSession, Encoding {
    private final Payload ping = Payload.ping(ByteBuffer.allocate(0));

    @Override
    public Payload encode(Message message, Destination destination) {
        return Payload.of(message);
    }

    @Override
    public ClientSession open(ProtocolConnection connection) {
        return this; // nothing is kept for a connection
    }

    @Override
    public Duration establishWithin() {
        return Duration.ZERO;
    }

    @Override
    public CloseFrame closeFrame(CloseFrame asked) {
        return asked;
    }

    @Override
    public CloseFrame closeFrame(CloseCause cause) {
        return switch (cause) {
            case INBOUND_RATE_EXCEEDED -> CloseFrame.POLICY_VIOLATION.withReason("too many messages");
            case MESSAGE_TOO_BIG -> CloseFrame.TOO_BIG;
            case INBOUND_QUEUE_FULL -> CloseFrame.POLICY_VIOLATION.withReason("too many messages wait for the handler");
            case OUTBOUND_QUEUE_FULL -> CloseFrame.TRY_AGAIN_LATER.withReason("outbound queue full");
            case ACCESS_DENIED, NOT_ESTABLISHED -> CloseFrame.POLICY_VIOLATION;
            case CONNECT_FAILED -> CloseFrame.SERVER_ERROR;
            case HEARTBEAT_TIMEOUT -> CloseFrame.ABNORMAL.withReason("heartbeat timeout");
            case EXPIRED -> CloseFrame.POLICY_VIOLATION.withReason("expired");
            case STOPPING -> CloseFrame.GOING_AWAY;
        };
    }

    @Override
    public Encoding encoding() {
        return this;
    }

    @Override
    public void received(Message message, ProtocolConnection connection) {
        connection.message(message);
    }

    @Override
    public void woken() {}

    @Override
    public Payload heartbeat() {
        return ping;
    }

    @Override
    public boolean seesMembers(String room) {
        return false;
    }

    @Override
    public @Nullable Payload joined(String room) {
        return null;
    }

    @Override
    public @Nullable Payload left(String room) {
        return null;
    }
}
