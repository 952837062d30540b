package io.tideway.ws.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.Message;
import io.tideway.ws.RoomPosition;
import io.tideway.ws.spi.LogEntry;
import io.tideway.ws.spi.LogPage;
import io.tideway.ws.spi.RoomMessage;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PositionsTest {
    private static final byte[] ONE = MessageBytes.of(Message.text("one"), Optional.empty());
    private static final byte[] UNREADABLE = new byte[ONE.length];

    private final LogPage page = new LogPage(
            new RoomPosition("epoch", 3),
            List.of(new LogEntry(1, ONE), new LogEntry(2, ONE), new LogEntry(3, UNREADABLE)));

    private List<Long> offsets(int mostBytes) {
        return Positions.messages("room", page, mostBytes).stream()
                .map(message -> message.position().offset())
                .toList();
    }

    @Test
    void onlyWhatFitsIsDecoded() {
        assertThat(offsets(2 * ONE.length)).containsExactly(1L, 2L);
        assertThat(offsets(2 * ONE.length - 1)).containsExactly(1L);
    }

    @Test
    void theFirstIsDecodedHoweverLongItIs() {
        assertThat(offsets(0)).containsExactly(1L);
    }

    @Test
    void whatCannotBeReadIsLeftOut() {
        assertThat(Positions.messages("room", page, Integer.MAX_VALUE))
                .extracting(RoomMessage::message)
                .hasSize(2);
    }
}
