package io.tideway.ws.internal.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Message;
import io.tideway.ws.PresenceMember;
import io.tideway.ws.Target;
import io.tideway.ws.internal.delivery.Action;
import io.tideway.ws.internal.delivery.MessageBytes;
import io.tideway.ws.internal.registry.Selection;
import io.tideway.ws.spi.RoomMessage.Sender;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EnvelopeBytesTest {
    private static final Selection.OnAllNodes SELECTION = Selection.of(
                    List.of(Target.room("löbby"), Target.user("ann"), Target.connection("c1")))
            .except(List.of(Target.connection("c2"), Target.user("bob")))
            .onPath("/chat/{room}");

    static Stream<Envelope> envelopes() {
        return Stream.of(
                new Envelope.Published(Selection.everyone(), Message.text("hällo"), Optional.empty()),
                new Envelope.Published(SELECTION, Message.binary(new byte[] {0, -1, 5}), Optional.empty()),
                new Envelope.Published(
                        SELECTION,
                        Message.text("x"),
                        Optional.of(new Sender("c3", Optional.of("ann"), Optional.empty()))),
                new Envelope.Asked(-3, Envelope.Subject.ROOM, "löbby"),
                new Envelope.Answered(7, 2, List.of("c1", "c2")),
                new Envelope.Applied(SELECTION, new Action.JoinRoom("a")),
                new Envelope.Applied(SELECTION, new Action.LeaveRoom("a")),
                new Envelope.Applied(SELECTION, new Action.Close(new CloseFrame(4001, "bye"))),
                new Envelope.Joined(
                        "a",
                        new PresenceMember("c1", Optional.of("ann"), Optional.of("{}"), Instant.ofEpochSecond(5, 6))),
                new Envelope.Left("a", new PresenceMember("c1", Optional.empty(), Optional.empty(), Instant.EPOCH)));
    }

    @ParameterizedTest
    @MethodSource("envelopes")
    void whatIsWrittenIsRead(Envelope envelope) {
        assertThat(EnvelopeBytes.read(EnvelopeBytes.of("node1", envelope)))
                .isEqualTo(new EnvelopeBytes.Sent("node1", envelope));
    }

    @ParameterizedTest
    @MethodSource("envelopes")
    void aNodeKnowsItsOwn(Envelope envelope) {
        byte[] bytes = EnvelopeBytes.of("node1", envelope);
        assertThat(EnvelopeBytes.isFrom("node1", bytes)).isTrue();
        assertThat(EnvelopeBytes.isFrom("node2", bytes)).isFalse();
        assertThat(EnvelopeBytes.isFrom("node", bytes)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("envelopes")
    void whatIsCutOffBeforeTheMessageIsRefused(Envelope envelope) {
        byte[] bytes = EnvelopeBytes.of("node1", envelope);
        int head = envelope instanceof Envelope.Published published
                ? bytes.length - MessageBytes.of(published.message(), published.sender()).length
                : bytes.length - 1;
        for (int length = 0; length <= head; length++) {
            byte[] part = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> EnvelopeBytes.read(part)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("envelopes")
    void anotherVersionIsRefused(Envelope envelope) {
        byte[] bytes = EnvelopeBytes.of("node1", envelope);
        bytes[0]++;
        assertThatThrownBy(() -> EnvelopeBytes.read(bytes)).isInstanceOf(IllegalArgumentException.class);
    }
}
