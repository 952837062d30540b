package io.tideway.ws.internal.connection;

import static io.tideway.ws.internal.fixture.FakeTransport.Mode.INLINE;
import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.EndpointOptions;
import io.tideway.ws.Message;
import io.tideway.ws.internal.fixture.FakeTransport;
import io.tideway.ws.internal.fixture.RecordingHandler;
import io.tideway.ws.internal.fixture.TestNode;
import io.tideway.ws.internal.outbound.Encoding;
import io.tideway.ws.internal.outbound.Payload;
import io.tideway.ws.internal.protocol.ClientSession;
import io.tideway.ws.internal.protocol.Protocol;
import io.tideway.ws.internal.protocol.RawProtocol;
import io.tideway.ws.spi.CloseCause;
import io.tideway.ws.spi.ProtocolConnection;
import java.time.Duration;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Shows connections that a session of a protocol establishes after the handshake. */
class EstablishTest {
    private final TestNode node = new TestNode();
    private final RecordingHandler handler = new RecordingHandler();
    private final FakeTransport transport = new FakeTransport(INLINE);

    /** Has a test do what a session does with a message. */
    private record TestProtocol(RawProtocol raw, BiConsumer<Message, ProtocolConnection> received)
            implements Protocol, ClientSession {
        @Override
        public ClientSession open(ProtocolConnection connection) {
            return this;
        }

        @Override
        public Duration establishWithin() {
            return Duration.ofSeconds(15);
        }

        @Override
        public CloseFrame closeFrame(CloseCause cause) {
            return raw.closeFrame(cause);
        }

        @Override
        public CloseFrame closeFrame(CloseFrame asked) {
            return asked;
        }

        @Override
        public Encoding encoding() {
            return raw;
        }

        @Override
        public void received(Message message, ProtocolConnection connection) {
            received.accept(message, connection);
        }

        @Override
        public void woken() {}

        @Override
        public Payload heartbeat() {
            return raw.heartbeat();
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

    private LiveConnection connect(BiConsumer<Message, ProtocolConnection> received) {
        return node.connect(
                transport,
                EndpointSpec.of(
                        "/ws", EndpointOptions.DEFAULTS, handler, new TestProtocol(new RawProtocol(), received)));
    }

    @Test
    void whatIsSentMeanwhileFollowsTheFirstFrame() {
        LiveConnection connection = connect((message, session) -> {
            session.establish("ann");
            node.manager.userConnections("ann").forEach(known -> known.sendText("second"));
            assertThat(transport.texts()).isEmpty();
            session.begin(Message.text("first"));
        });
        connection.lifecycle().received(Message.text("connect"));
        assertThat(transport.texts()).containsExactly("first", "second");
        assertThat(node.events).contains("opened");
    }

    @Test
    void aSessionThatFailsAfterEstablishingEndsTheConnection() {
        LiveConnection connection = connect((message, session) -> {
            session.establish("ann");
            throw new InternalError("a missing class");
        });
        connection.lifecycle().received(Message.text("connect"));
        assertThat(transport.closes()).containsExactly(CloseFrame.SERVER_ERROR);
    }

    @Test
    void aJoinWhoseFrameOverflowsTheQueueDoesNotJoin() {
        FakeTransport stuck = new FakeTransport(FakeTransport.Mode.ON_DEMAND);
        EndpointOptions options =
                EndpointOptions.builder().outboundQueueMessages(1).build();
        LiveConnection connection = node.connect(
                stuck,
                EndpointSpec.of("/ws", options, handler, new TestProtocol(new RawProtocol(), (message, session) -> {
                    session.establish("ann");
                    session.begin(Message.text("first"));
                    assertThat(session.join("board", Message.text("reply"))).isFalse();
                })));
        connection.lifecycle().received(Message.text("connect"));
        assertThat(connection.isInRoom("board")).isFalse();
        assertThat(node.manager.room("board").count()).isZero();
    }

    @Test
    void aConnectionThatHasLeftMeanwhileStaysAway() {
        LiveConnection[] known = new LiveConnection[1];
        known[0] = connect((message, session) -> {
            known[0].lifecycle().closedByContainer(CloseFrame.NORMAL);
            node.runFor(Duration.ofSeconds(6)); // longer than the close timeout, as a slow lookup of a token may take
            session.establish("ann");
            session.begin(Message.text("first"));
        });
        known[0].lifecycle().received(Message.text("connect"));
        assertThat(node.manager.connectionCount()).isZero();
        assertThat(node.manager.userConnections("ann")).isEmpty();
        assertThat(node.registry.awaitEmpty(Duration.ZERO)).isTrue();
    }

    @Test
    void aSessionThatClosesInsteadOfBeginningEndsTheWait() {
        LiveConnection connection = connect((message, session) -> {
            session.establish("ann");
            session.send(Message.text("error"));
            session.close(CloseFrame.SERVER_ERROR);
        });
        connection.lifecycle().received(Message.text("connect"));
        assertThat(transport.texts()).containsExactly("error");
        assertThat(transport.closes()).containsExactly(CloseFrame.SERVER_ERROR);
        assertThat(node.events).doesNotContain("opened");
    }

    @Test
    void theFirstFrameIsSentAlthoughTheQueueWasInUse() {
        FakeTransport slow = new FakeTransport(FakeTransport.Mode.ON_DEMAND);
        LiveConnection connection = node.connect(
                slow,
                EndpointSpec.of(
                        "/ws",
                        EndpointOptions.DEFAULTS,
                        handler,
                        new TestProtocol(new RawProtocol(), (message, session) -> {
                            session.connection().sendText("early");
                            session.establish("ann");
                            session.begin(Message.text("first"));
                        })));
        connection.lifecycle().received(Message.text("connect"));
        slow.completeAll();
        assertThat(slow.texts()).containsExactly("early", "first");
    }
}
