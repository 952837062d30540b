package io.tideway.ws.internal.outbound;

import static io.tideway.ws.internal.outbound.OutboundState.CALLING;
import static io.tideway.ws.internal.outbound.OutboundState.CLAIMED;
import static io.tideway.ws.internal.outbound.OutboundState.CLOSED;
import static io.tideway.ws.internal.outbound.OutboundState.CLOSING_CALLING;
import static io.tideway.ws.internal.outbound.OutboundState.CLOSING_CLAIMED;
import static io.tideway.ws.internal.outbound.OutboundState.CLOSING_IN_FLIGHT;
import static io.tideway.ws.internal.outbound.OutboundState.DELAYED;
import static io.tideway.ws.internal.outbound.OutboundState.ENDED;
import static io.tideway.ws.internal.outbound.OutboundState.IDLE;
import static io.tideway.ws.internal.outbound.OutboundState.IN_FLIGHT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Holds the states against the table in their Javadoc. */
class OutboundStateTest {

    @Test
    void messagesAreAcceptedUntilACloseBegins() {
        assertThat(having(OutboundState::accepts)).containsExactly(IDLE, DELAYED, CLAIMED, CALLING, IN_FLIGHT);
        assertThat(having(OutboundState::isUnclaimed)).containsExactly(IDLE, DELAYED);
    }

    @Test
    void aWriteIsUnderWayFromTheCallToItsCompletion() {
        assertThat(having(OutboundState::isWriting))
                .containsExactly(CALLING, IN_FLIGHT, CLOSING_CALLING, CLOSING_IN_FLIGHT);
        assertThat(having(OutboundState::isCalling)).containsExactly(CALLING, CLOSING_CALLING);
        assertThat(having(OutboundState::isClaimed)).containsExactly(CLAIMED, CLOSING_CLAIMED);
    }

    @Test
    void aWriteGoesThroughItsStatesAndBackToIdle() {
        assertThat(CLAIMED.calling()).isEqualTo(CALLING);
        assertThat(CALLING.returned()).isEqualTo(IN_FLIGHT);
        assertThat(IN_FLIGHT.completed()).isEqualTo(CLAIMED);
        assertThat(CALLING.completed()).isEqualTo(CLAIMED);
        assertThat(CLAIMED.released()).isEqualTo(IDLE);
    }

    @Test
    void aCloseWaitsBehindTheWriteAndIsSentWithTheRelease() {
        assertThat(Arrays.stream(OutboundState.values()).map(OutboundState::closing))
                .containsExactly(
                        CLOSING_CLAIMED,
                        CLOSING_CLAIMED,
                        CLOSING_CLAIMED,
                        CLOSING_CALLING,
                        CLOSING_IN_FLIGHT,
                        CLOSING_CLAIMED,
                        CLOSING_CALLING,
                        CLOSING_IN_FLIGHT,
                        CLOSED,
                        ENDED);
        assertThat(CLOSING_CLAIMED.calling()).isEqualTo(CLOSING_CALLING);
        assertThat(CLOSING_CALLING.returned()).isEqualTo(CLOSING_IN_FLIGHT);
        assertThat(CLOSING_IN_FLIGHT.completed()).isEqualTo(CLOSING_CLAIMED);
        assertThat(CLOSING_CALLING.completed()).isEqualTo(CLOSING_CLAIMED);
        assertThat(CLOSING_CLAIMED.released()).isEqualTo(CLOSED);
    }

    @Test
    void aCompletionWithoutAWriteChangesNothing() {
        assertThat(List.of(IDLE, CLAIMED, CLOSING_CLAIMED, CLOSED, ENDED))
                .allSatisfy(state -> assertThat(state.completed()).isEqualTo(state));
    }

    private static List<OutboundState> having(Predicate<OutboundState> property) {
        return Arrays.stream(OutboundState.values()).filter(property).toList();
    }
}
