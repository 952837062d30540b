package io.tideway.ws.internal.centrifuge;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.Message;
import io.tideway.ws.PresenceMember;
import io.tideway.ws.RoomPosition;
import io.tideway.ws.spi.RoomHistory;
import io.tideway.ws.spi.RoomMessage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RoomRepliesTest {
    private static final int MOST_BYTES = 10_000;

    private final AtomicInteger encoded = new AtomicInteger();
    private final Replies replies = new Replies(() -> {
        encoded.incrementAndGet();
        return new JsonWriter();
    });

    private Message history(String text) {
        RoomMessage.Sender sender =
                new RoomMessage.Sender("c".repeat(36), Optional.of("ann"), Optional.of("{\"color\":1}"));
        List<RoomMessage> log = LongStream.rangeClosed(1, 300)
                .mapToObj(offset -> new RoomMessage(
                        "room", Message.text(text), new RoomPosition("epoch", offset), Optional.of(sender)))
                .toList();
        encoded.set(0); // without the ping
        return RoomReplies.history(replies, 1, new RoomHistory(log, new RoomPosition("epoch", 300)), MOST_BYTES);
    }

    @Test
    void aLongHistoryIsCutBeforeItIsEncoded() {
        for (int length : List.of(1, 100, 4_000)) {
            assertThat(FrameSize.of(history("\"" + "x".repeat(length) + "\"")))
                    .as("of " + length)
                    .isBetween(MOST_BYTES / 2L, (long) MOST_BYTES);
            assertThat(encoded).as("of " + length).hasValue(1);
        }
    }

    @Test
    void aListOfMembersIsAtLeastAsLongAsItIsTakenToBe() {
        for (String info : List.of("", "{\n\"color\":\r\n1}", "not JSON: \u0001 \" ü 漢 😀")) {
            PresenceMember member =
                    new PresenceMember("c".repeat(36), Optional.of("ü"), Optional.of(info), Instant.EPOCH);
            for (Form form : List.of(Form.JSON, Form.PROTOBUF)) {
                assertThat(FrameSize.of(RoomReplies.presence(form.replies(), 1, List.of(member, member))))
                        .as(info)
                        .isGreaterThan(2 * FrameSize.of(member));
            }
        }
    }

    @Test
    void onePublicationIsSentHoweverLongItIs() {
        assertThat(FrameSize.of(history("\"" + "x".repeat(2 * MOST_BYTES) + "\"")))
                .isGreaterThan(2 * MOST_BYTES);
        assertThat(encoded).hasValue(1);
    }

    @Test
    void aHistoryThatIsLongerOnTheWireIsCutToo() {
        assertThat(FrameSize.of(history("\u0001".repeat(1000)))).isBetween(MOST_BYTES / 4L, (long) MOST_BYTES);
    }
}
