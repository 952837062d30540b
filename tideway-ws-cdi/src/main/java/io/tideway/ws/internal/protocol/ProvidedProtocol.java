package io.tideway.ws.internal.protocol;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Message;
import io.tideway.ws.internal.outbound.Encoding;
import io.tideway.ws.internal.outbound.Payload;
import io.tideway.ws.spi.CloseCause;
import io.tideway.ws.spi.EndpointProtocol;
import io.tideway.ws.spi.ProtocolConnection;
import io.tideway.ws.spi.ProtocolSession;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Speaks a protocol of another jar; frames of its sessions become payloads here. */
public final class ProvidedProtocol implements Protocol {
    private final EndpointProtocol protocol;
    private final FrameEncodings encodings;

    /**
     * Wraps the protocol of an endpoint.
     *
     * @param encodings those of the deployment, so that a broadcast is encoded once for several endpoints
     */
    public ProvidedProtocol(EndpointProtocol protocol, FrameEncodings encodings) {
        this.protocol = protocol;
        this.encodings = encodings;
    }

    @Override
    public ClientSession open(ProtocolConnection connection) {
        ProtocolSession session = protocol.open(connection);
        return new Session(session, encodings.of(session.encoder()));
    }

    @Override
    public Duration establishWithin() {
        return protocol.establishWithin();
    }

    @Override
    public CloseFrame closeFrame(CloseCause cause) {
        return protocol.closeFrame(cause);
    }

    @Override
    public CloseFrame closeFrame(CloseFrame asked) {
        return protocol.closeFrame(asked);
    }

    private record Session(ProtocolSession session, Encoding encoding) implements ClientSession {
        @Override
        public void received(Message message, ProtocolConnection connection) {
            session.received(message);
        }

        @Override
        public void woken() {
            session.woken();
        }

        @Override
        public Payload heartbeat() {
            return Payload.of(session.heartbeat());
        }

        @Override
        public boolean seesMembers(String room) {
            return session.seesMembers(room);
        }

        @Override
        public @Nullable Payload joined(String room) {
            return Payload.of(session.joined(room));
        }

        @Override
        public @Nullable Payload left(String room) {
            return Payload.of(session.left(room));
        }
    }
}
