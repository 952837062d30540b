package io.tideway.ws.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.Message;
import io.tideway.ws.RoomPosition;
import io.tideway.ws.internal.outbound.Encoding;
import io.tideway.ws.internal.outbound.Payload;
import io.tideway.ws.spi.LogEntry;
import io.tideway.ws.spi.LogPage;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class MissedCacheTest {
    private final MissedCache messages = new MissedCache("room", 10);
    private int encoded;

    private static LogPage page(String epoch, long first, long last, String text) {
        byte[] data = MessageBytes.of(Message.text(text), Optional.empty());
        List<LogEntry> entries = LongStream.rangeClosed(first, last)
                .mapToObj(offset -> new LogEntry(offset, data))
                .toList();
        return new LogPage(new RoomPosition(epoch, last), entries);
    }

    private Encoding counting() {
        return (message, destination) -> {
            encoded++;
            return Payload.of(message);
        };
    }

    @Test
    void eachIsDecodedOnceForAllClients() {
        List<MissedMessage> first = messages.of(page("epoch", 1, 3, "text"));
        List<MissedMessage> second = messages.of(page("epoch", 2, 4, "text"));
        assertThat(second.subList(0, 2)).containsExactlyElementsOf(first.subList(1, 3));
        assertThat(second)
                .extracting(each -> each.message().position().offset())
                .containsExactly(2L, 3L, 4L);
    }

    @Test
    void eachIsEncodedOnceForEachEncoding() {
        Encoding one = counting();
        Encoding another = counting();
        for (int client = 0; client < 3; client++) {
            MissedMessage message = messages.of(page("epoch", 1, 1, "text")).get(0);
            assertThat(message.encoded(one)).isNotSameAs(message.encoded(another));
        }
        assertThat(encoded).isEqualTo(2);
    }

    @Test
    void aMessageOfAnotherLogIsAnother() {
        messages.of(page("epoch", 1, 1, "before"));
        assertThat(messages.of(page("later", 1, 1, "after")))
                .extracting(each -> each.message().message())
                .containsExactly(Message.text("after"));
    }

    @Test
    void whatNoClientHasAskedForLatelyIsForgotten() {
        MissedMessage first = messages.of(page("epoch", 1, 1, "text")).get(0);
        messages.forget();
        assertThat(messages.of(page("epoch", 1, 1, "text"))).containsExactly(first);
        messages.forget();
        messages.forget();
        assertThat(messages.of(page("epoch", 1, 1, "text"))).doesNotContain(first);
    }

    @Test
    void theOldestGiveWayWhereAllTogetherWeighTooMuch() {
        String large = "x".repeat(1 << 19);
        LogPage page = page("epoch", 1, 3, large);
        List<MissedMessage> first = messages.of(page);
        List<MissedMessage> second = messages.of(page);
        assertThat(second.get(0)).isNotSameAs(first.get(0));
        assertThat(second.get(2)).isSameAs(first.get(2));
        assertThat(second).hasSize(3);
    }

    @Test
    void whatTheLogNoLongerHoldsGivesWay() {
        MissedMessage first = messages.of(page("epoch", 1, 1, "text")).get(0);
        messages.of(page("epoch", 2, 11, "text"));
        assertThat(messages.of(page("epoch", 1, 11, "text"))).doesNotContain(first);
    }
}
