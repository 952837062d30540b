package io.tideway.ws.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.EndpointOptions;
import io.tideway.ws.Message;
import io.tideway.ws.RoomOptions;
import io.tideway.ws.RoomPosition;
import io.tideway.ws.internal.connection.EndpointSpec;
import io.tideway.ws.internal.connection.LiveConnection;
import io.tideway.ws.internal.fixture.FakeTransport;
import io.tideway.ws.internal.fixture.RecordingHandler;
import io.tideway.ws.internal.fixture.TestNode;
import io.tideway.ws.internal.outbound.Destination;
import io.tideway.ws.internal.outbound.Encoding;
import io.tideway.ws.internal.outbound.Payload;
import io.tideway.ws.internal.protocol.ClientSession;
import io.tideway.ws.internal.protocol.Protocol;
import io.tideway.ws.internal.protocol.RawProtocol;
import io.tideway.ws.spi.CloseCause;
import io.tideway.ws.spi.ProtocolConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DestinationTest {
    private final TestNode node = new TestNode();

    @BeforeEach
    void keepALog() {
        node.roomOptions.put("board", RoomOptions.none().history(5, Duration.ofMinutes(5)));
    }

    @Test
    void aProtocolKnowsTheRoomAndThePositionOfWhatItEncodes() {
        List<String> destinations = new ArrayList<>();
        LiveConnection other = node.connect(
                new FakeTransport(FakeTransport.Mode.INLINE),
                EndpointSpec.of(
                        "/ws", EndpointOptions.DEFAULTS, new RecordingHandler(), NotingProtocol.of(destinations)));
        node.manager.room("board").broadcastText("a");
        RoomPosition position =
                node.manager.room("board").position().toCompletableFuture().join();
        other.joinRoom("board", new RoomPosition(position.epoch(), 0))
                .toCompletableFuture()
                .join();
        node.manager.room("board").broadcastText("b");
        node.manager.room("board").except(node.connect()).broadcastText("c");
        node.manager.broadcastText("d");
        other.sendText("e");
        assertThat(destinations).containsExactly("board 1", "board 2", "board", "", "");
    }

    /** Notes where messages are sent to. */
    private record NotingProtocol(Encoding encoding, RawProtocol raw) implements Protocol, ClientSession {
        static NotingProtocol of(List<String> destinations) {
            RawProtocol raw = new RawProtocol();
            Encoding noting = (message, destination) -> {
                destinations.add(noted(destination));
                return raw.encode(message, destination);
            };
            return new NotingProtocol(noting, raw);
        }

        private static String noted(Destination destination) {
            if (destination instanceof Destination.Room room) {
                return room.position().equals(RoomPosition.NONE)
                        ? room.name()
                        : room.name() + " " + room.position().offset();
            }
            return "";
        }

        @Override
        public ClientSession open(ProtocolConnection connection) {
            return this;
        }

        @Override
        public Duration establishWithin() {
            return raw.establishWithin();
        }

        @Override
        public CloseFrame closeFrame(CloseCause cause) {
            return raw.closeFrame(cause);
        }

        @Override
        public CloseFrame closeFrame(CloseFrame asked) {
            return raw.closeFrame(asked);
        }

        @Override
        public void received(Message message, ProtocolConnection connection) {
            raw.received(message, connection);
        }

        @Override
        public void woken() {}

        @Override
        public Payload heartbeat() {
            return raw.heartbeat();
        }

        @Override
        public boolean seesMembers(String room) {
            return raw.seesMembers(room);
        }

        @Override
        public @Nullable Payload joined(String room) {
            return raw.joined(room);
        }

        @Override
        public @Nullable Payload left(String room) {
            return raw.left(room);
        }
    }
}
