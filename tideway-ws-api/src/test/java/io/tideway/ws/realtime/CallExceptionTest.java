package io.tideway.ws.realtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallExceptionTest {
    @ParameterizedTest
    @ValueSource(ints = {400, 404, 1999})
    void anErrorOfTheApplicationIsFinal(int code) {
        CallException error = new CallException(code, "no such card");

        assertThat(error.code()).isEqualTo(code);
        assertThat(error).hasMessage("no such card");
        assertThat(error.isTemporary()).isFalse();
    }

    @Test
    void aTemporaryErrorSaysSo() {
        CallException error = CallException.temporary(503, "try again");

        assertThat(error.isTemporary()).isTrue();
        assertThat(error.code()).isEqualTo(503);
        assertThat(error).hasMessage("try again");
    }

    @ParameterizedTest
    @ValueSource(ints = {399, 2000, 0, -1})
    void aCodeOutOfBoundsIsRefusedWithTheBounds(int code) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CallException(code, "no"))
                .withMessageContaining("400 to 1999, but was " + code);
        assertThatIllegalArgumentException().isThrownBy(() -> CallException.temporary(code, "no"));
    }

    @Test
    void aNullMessageIsRefused() {
        assertThatNullPointerException()
                .isThrownBy(() -> new CallException(404, null))
                .withMessage("message must not be null");
    }

    @Test
    void itHasNoStackTraceSinceItIsAnAnswer() {
        assertThat(new CallException(404, "no such card").getStackTrace()).isEmpty();
    }
}
