package io.tideway.ws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoomPositionTest {

    @Test
    void readsTheTextThatItWrites() {
        RoomPosition position = new RoomPosition("k3_v-9", 41);
        assertThat(position).hasToString("k3_v-9:41");
        assertThat(RoomPosition.parse("k3_v-9:41")).isEqualTo(position);
    }

    @Test
    void anEmptyTextIsThePositionOfAClientThatHasSeenNothing() {
        assertThat(RoomPosition.parse("")).isEqualTo(RoomPosition.NONE);
        assertThat(RoomPosition.NONE).hasToString("");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                ":",
                ":1",
                "a:",
                "a:-1",
                "a:+1",
                "a:1x",
                "a b:1",
                "a:1:2",
                "a:1\n",
                "ä:1",
                "a:9999999999999999999"
            })
    void refusesOtherTextsWithoutRepeatingThem(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> RoomPosition.parse(text));
    }

    @Test
    void refusesAnEpochThatIsTooLong() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RoomPosition("e".repeat(33), 1));
        assertThat(new RoomPosition("e".repeat(32), 1).offset()).isEqualTo(1);
    }

    @Test
    void refusesOffsetsThatNoLogHas() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RoomPosition("e", -1));
        assertThatIllegalArgumentException().isThrownBy(() -> new RoomPosition("", 1));
    }

    @Test
    void namesTheParameterThatIsNull() {
        assertThatNullPointerException()
                .isThrownBy(() -> RoomPosition.parse(null))
                .withMessage("text must not be null");
    }
}
