package io.tideway.ws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RoomOptionsTest {
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

    @Test
    void aRoomRemembersNothingUnlessAsked() {
        RoomOptions none = RoomOptions.none();
        assertThat(none.hasHistory()).isFalse();
        assertThat(none.hasPresence()).isFalse();
        assertThat(none.hasJoinLeave()).isFalse();
        assertThat(none.historySize()).isZero();
        assertThat(none.historyAge()).isZero();
    }

    @Test
    void eachMethodAddsToWhatIsThere() {
        RoomOptions options =
                RoomOptions.none().history(100, FIVE_MINUTES).presence().joinLeave();
        assertThat(options.historySize()).isEqualTo(100);
        assertThat(options.historyAge()).isEqualTo(FIVE_MINUTES);
        assertThat(options.hasHistory()).isTrue();
        assertThat(options.hasPresence()).isTrue();
        assertThat(options.hasJoinLeave()).isTrue();
        assertThat(options).isEqualTo(RoomOptions.none().joinLeave().presence().history(100, FIVE_MINUTES));
        assertThat(RoomOptions.none().presence().hasHistory()).isFalse();
    }

    @Test
    void valuesOutOfBoundsAreRefusedByName() {
        RoomOptions none = RoomOptions.none();
        assertThatThrownBy(() -> none.history(0, FIVE_MINUTES)).hasMessage("size must be 1 to 1000000, but was 0");
        assertThatThrownBy(() -> none.history(1, Duration.ofMillis(999)))
                .hasMessage("age must be one second to 365 days, but was PT0.999S");
        assertThatThrownBy(() -> none.history(1, Duration.ofDays(366))).isInstanceOf(IllegalArgumentException.class);
    }
}
