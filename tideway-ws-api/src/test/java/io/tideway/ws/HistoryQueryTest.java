package io.tideway.ws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tideway.ws.HistoryQuery.Direction;
import org.junit.jupiter.api.Test;

class HistoryQueryTest {
    private static final RoomPosition POSITION = new RoomPosition("e", 3);

    @Test
    void readsForwardsSinceAPosition() {
        HistoryQuery query = HistoryQuery.since(POSITION);
        assertThat(query.from()).isEqualTo(POSITION);
        assertThat(query.direction()).isEqualTo(Direction.FORWARDS);
        assertThat(query.limit()).isEqualTo(100);
    }

    @Test
    void readsBackwardsFromAPositionOrTheEnd() {
        assertThat(HistoryQuery.before(POSITION).direction()).isEqualTo(Direction.BACKWARDS);
        assertThat(HistoryQuery.latest()).isEqualTo(HistoryQuery.before(RoomPosition.NONE));
    }

    @Test
    void limitsAreZeroOrMore() {
        assertThat(HistoryQuery.latest().limit(0).limit()).isZero();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HistoryQuery.latest().limit(-1));
    }
}
