package io.tideway.ws.internal.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Connection;
import io.tideway.ws.EndpointOptions;
import io.tideway.ws.Message;
import io.tideway.ws.internal.connection.EndpointSpec;
import io.tideway.ws.internal.connection.LiveConnection;
import io.tideway.ws.internal.fixture.FakeTransport;
import io.tideway.ws.internal.fixture.RecordingHandler;
import io.tideway.ws.internal.fixture.TestNode;
import io.tideway.ws.internal.protocol.ClientSession;
import io.tideway.ws.internal.protocol.Protocol;
import io.tideway.ws.internal.protocol.RawProtocol;
import io.tideway.ws.spi.CloseCause;
import io.tideway.ws.spi.ProtocolConnection;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InboundAssemblerTest {
    private final FakeTransport transport = new FakeTransport(FakeTransport.Mode.INLINE);
    private final List<Message> received = new ArrayList<>();
    private final LiveConnection connection = new TestNode()
            .connect(transport, EndpointOptions.DEFAULTS, new RecordingHandler() {
                @Override
                public void onMessage(Connection from, Message message) {
                    received.add(message);
                }
            });
    private final InboundAssembler assembler = new InboundAssembler(connection.lifecycle(), 10);

    @Test
    void deliversWholeMessagesAndPutsFragmentsTogether() {
        assembler.text("whole", true);
        assembler.text("in ", false);
        assembler.text("", false);
        assembler.text("parts", true);
        assembler.binary(ByteBuffer.wrap(new byte[] {1}), false);
        assembler.binary(ByteBuffer.wrap(new byte[] {2}), true);
        assertThat(received)
                .containsExactly(Message.text("whole"), Message.text("in parts"), Message.binary(new byte[] {1, 2}));
    }

    @Test
    void takesTheLimitAndClosesWith1009BeyondIt() {
        assembler.text("äääää", true);
        assembler.text("1234567890", true);
        assertThat(received).hasSize(2);
        assembler.text("12345678901", true);
        assertThat(transport.closes()).extracting(CloseFrame::code).containsExactly(1009);
        assembler.text("small", true);
        assertThat(received).hasSize(2);
    }

    @Test
    void theCodeBeyondTheLimitIsTheProtocols() {
        Protocol protocol = new ProtocolWithCodes();
        EndpointSpec endpoint = EndpointSpec.of("/ws", EndpointOptions.DEFAULTS, new RecordingHandler(), protocol);
        LiveConnection other = new TestNode().connect(transport, endpoint);
        new InboundAssembler(other.lifecycle(), 10).text("12345678901", true);
        assertThat(transport.closes()).containsExactly(new CloseFrame(4999, "a message may have at most 10 bytes"));
    }

    /** Has a close code of its own for messages that are too big. */
    private static final class ProtocolWithCodes implements Protocol {
        private final RawProtocol raw = new RawProtocol();

        @Override
        public ClientSession open(ProtocolConnection connection) {
            return raw.open(connection);
        }

        @Override
        public Duration establishWithin() {
            return raw.establishWithin();
        }

        @Override
        public CloseFrame closeFrame(CloseFrame asked) {
            return asked;
        }

        @Override
        public CloseFrame closeFrame(CloseCause cause) {
            return cause == CloseCause.MESSAGE_TOO_BIG ? new CloseFrame(4999, "") : raw.closeFrame(cause);
        }
    }

    @Test
    void closesAtTheFragmentThatGoesBeyond() {
        assembler.binary(ByteBuffer.allocate(6), false);
        assembler.binary(ByteBuffer.allocate(5), false);
        assertThat(transport.closes()).extracting(CloseFrame::code).containsExactly(1009);
        assertThat(received).isEmpty();
    }

    @Test
    void keepsNoHoldOfTheContainersBuffer() {
        ByteBuffer pooled = ByteBuffer.wrap(new byte[] {1, 2, 3});
        assembler.binary(pooled, true);
        pooled.put(0, (byte) 9);
        assertThat(received).containsExactly(Message.binary(new byte[] {1, 2, 3}));
        assertThat(((Message.Binary) received.get(0)).data().isReadOnly()).isTrue();
    }

    @Test
    void countsASplitSurrogatePairAsItsFourBytes() {
        assembler.text("123456\uD83D", false);
        assembler.text("\uDE00", true);
        assertThat(received).containsExactly(Message.text("123456\uD83D\uDE00"));
    }
}
