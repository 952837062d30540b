package io.tideway.ws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpgradeDecisionTest {
    private final UpgradeDecision.Reject unauthorized = UpgradeDecision.reject(401, "log in first");

    @Test
    void aRejectionCarriesItsHeaders() {
        UpgradeDecision.Reject reject = unauthorized
                .withHeader("WWW-Authenticate", "Bearer realm=\"chat\"")
                .withHeader("Retry-After", "30");
        assertThat(reject.headers())
                .containsEntry("www-authenticate", List.of("Bearer realm=\"chat\""))
                .containsEntry("Retry-After", List.of("30"));
    }

    @Test
    void aHeaderThatIsAddedTwiceHasBothValues() {
        UpgradeDecision.Reject reject =
                unauthorized.withHeader("WWW-Authenticate", "Bearer").withHeader("www-authenticate", "Basic");
        assertThat(reject.headers().get("WWW-Authenticate")).containsExactly("Bearer", "Basic");
    }

    @Test
    void addingAHeaderLeavesTheFirstDecisionAsItIs() {
        UpgradeDecision.Reject reject = unauthorized.withHeader("Retry-After", "30");
        assertThat(reject).isNotEqualTo(unauthorized);
        assertThat(unauthorized.headers()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a:b", "a\r\nb", "ä", "a\u0000"})
    void aHeaderNameThatIsNotATokenIsRefused(String name) {
        assertThatThrownBy(() -> unauthorized.withHeader(name, "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the name of a header must be a token")
                .hasMessageMatching("\\p{Print}+§\\p{Print}+");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " x", "x ", "a\r\nSet-Cookie: b", "a\nb", "a\u0000b", "ä", "a\u007f"})
    void aHeaderValueThatCouldChangeTheAnswerIsRefused(String value) {
        assertThatThrownBy(() -> unauthorized.withHeader("WWW-Authenticate", value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the value of the header WWW-Authenticate must be printable ASCII")
                .hasMessageMatching("\\p{Print}+");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Connection",
                "content-length",
                "Content-Type",
                "TRANSFER-ENCODING",
                "Upgrade",
                "Sec-WebSocket-Accept"
            })
    void aHeaderThatTheServerSetsItselfIsRefused(String name) {
        assertThatThrownBy(() -> unauthorized.withHeader(name, "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the server sets the header " + name);
    }

    @Test
    void headersGivenToTheRecordAreCheckedToo() {
        assertThatThrownBy(() -> new UpgradeDecision.Reject(401, "", Map.of("Upgrade", List.of("x"))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new UpgradeDecision.Reject(401, "", Map.of("X", Arrays.asList("x", null))))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("value must not be null");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 200, 399, 600})
    void aStatusThatIsNotAnErrorIsRefused(int status) {
        assertThatThrownBy(() -> UpgradeDecision.reject(status, ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be 400 to 599, but was " + status);
    }
}
