package io.tideway.ws.internal.centrifuge;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Message;
import io.tideway.ws.PresenceMember;
import io.tideway.ws.WebSocketHandler;
import io.tideway.ws.realtime.RealtimeHandler;
import io.tideway.ws.spi.CloseCause;
import io.tideway.ws.spi.EndpointProtocol;
import io.tideway.ws.spi.FrameEncoder;
import io.tideway.ws.spi.ProtocolConnection;
import io.tideway.ws.spi.ProtocolEndpoint;
import io.tideway.ws.spi.ProtocolProvider;
import io.tideway.ws.spi.ProtocolSession;
import io.tideway.ws.spi.RoomMessage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Speaks the Centrifuge protocol, and notes each message for a room that is encoded. */
public interface CountedHandler extends RealtimeHandler {

    /** Provides the protocol for {@link CountedHandler}. */
    final class Provider implements ProtocolProvider {
        /** The encoder of each message, in their order. */
        static final List<FrameEncoder> ENCODED = new CopyOnWriteArrayList<>();

        private static final Map<FrameEncoder, FrameEncoder> COUNTING = new ConcurrentHashMap<>();

        @Override
        public Class<? extends WebSocketHandler> handlerType() {
            return CountedHandler.class;
        }

        @Override
        public EndpointProtocol protocol(ProtocolEndpoint endpoint) {
            return new CountedProtocol(new CentrifugeProtocol(endpoint));
        }
    }

    /**
     * Is the protocol.
     *
     * @param protocol what it is without counting
     */
    record CountedProtocol(EndpointProtocol protocol) implements EndpointProtocol {
        @Override
        public List<String> subprotocols() {
            return protocol.subprotocols();
        }

        @Override
        public Duration establishWithin() {
            return protocol.establishWithin();
        }

        @Override
        public ProtocolSession open(ProtocolConnection connection) {
            return new CountedSession(protocol.open(connection));
        }

        @Override
        public CloseFrame closeFrame(CloseCause cause) {
            return protocol.closeFrame(cause);
        }

        @Override
        public CloseFrame closeFrame(CloseFrame asked) {
            return protocol.closeFrame(asked);
        }
    }

    /**
     * Is a session of it.
     *
     * @param session what it is without counting
     */
    record CountedSession(ProtocolSession session) implements ProtocolSession {
        @Override
        public FrameEncoder encoder() {
            return Provider.COUNTING.computeIfAbsent(session.encoder(), CountedEncoder::new);
        }

        @Override
        public void received(Message message) {
            session.received(message);
        }

        @Override
        public void woken() {
            session.woken();
        }

        @Override
        public Message heartbeat() {
            return session.heartbeat();
        }

        @Override
        public boolean seesMembers(String room) {
            return session.seesMembers(room);
        }

        @Override
        public Message joined(String room) {
            return session.joined(room);
        }

        @Override
        public Message left(String room) {
            return session.left(room);
        }
    }

    /**
     * Is an encoder of it.
     *
     * @param encoder what it is without counting
     */
    record CountedEncoder(FrameEncoder encoder) implements FrameEncoder {
        @Override
        public Message encode(Message message) {
            return encoder.encode(message);
        }

        @Override
        public Message encode(RoomMessage message) {
            Provider.ENCODED.add(encoder);
            return encoder.encode(message);
        }

        @Override
        public Message joined(String room, PresenceMember member) {
            return encoder.joined(room, member);
        }

        @Override
        public Message left(String room, PresenceMember member) {
            return encoder.left(room, member);
        }
    }
}
