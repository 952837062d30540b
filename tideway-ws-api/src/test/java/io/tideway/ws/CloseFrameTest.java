package io.tideway.ws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CloseFrameTest {
    @ParameterizedTest
    @ValueSource(ints = {1000, 1003, 1005, 1014, 1015, 3000, 4999})
    void takesTheCodesThatAnEndpointMaySee(int code) {
        assertThat(CloseFrame.of(code).code()).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 999, 1004, 1016, 2999, 5000})
    void refusesOtherCodes(int code) {
        assertThatThrownBy(() -> CloseFrame.of(code))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("but was " + code);
    }

    @ParameterizedTest
    @ValueSource(ints = {1005, 1006, 1015})
    void codesThatOnlyReportAreNotSendable(int code) {
        assertThat(CloseFrame.of(code).isSendable()).isFalse();
    }

    @Test
    void aLongReasonIsCutAtTheEndOfACharacter() {
        String reason =
                CloseFrame.NORMAL.withReason("ä".repeat(60) + "😀".repeat(2)).reason();
        assertThat(reason).isEqualTo("ä".repeat(60));
        assertThat(reason.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(CloseFrame.MAX_REASON_BYTES);
    }
}
