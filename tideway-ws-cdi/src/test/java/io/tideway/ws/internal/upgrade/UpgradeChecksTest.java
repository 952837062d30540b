package io.tideway.ws.internal.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.Handshake;
import io.tideway.ws.UpgradeDecision;
import io.tideway.ws.fixtures.LogLines;
import io.tideway.ws.internal.fixture.TestNode;
import io.tideway.ws.internal.upgrade.UpgradeChecks.Named;
import io.tideway.ws.spi.UpgradeCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class UpgradeChecksTest {
    private final List<String> asked = new ArrayList<>();
    private final Handshake handshake = new RequestHandshake(
            new UpgradeRequest("GET", "HTTP/1.1", "/ws", null, Map.of(), null, role -> false, null, false), Map.of());

    @Test
    void checksAreAskedInTheirOrder() {
        assertThat(check(answer("a", UpgradeDecision.accept()), answer("b", UpgradeDecision.accept())))
                .isEqualTo(UpgradeDecision.accept());
        assertThat(asked).containsExactly("a", "b");
    }

    @Test
    void theFirstRejectionEndsTheSeries() {
        UpgradeDecision rejected = UpgradeDecision.reject(403, "no");
        assertThat(check(answer("a", rejected), answer("b", UpgradeDecision.accept())))
                .isEqualTo(rejected);
        assertThat(asked).containsExactly("a");
    }

    @Test
    void theLastChosenSubprotocolCounts() {
        assertThat(check(
                        answer("a", UpgradeDecision.accept("v1")),
                        answer("b", UpgradeDecision.accept("v2")),
                        answer("c", UpgradeDecision.accept())))
                .isEqualTo(UpgradeDecision.accept("v2"));
    }

    @Test
    void aCheckThatDoesNotApplyIsNotAsked() {
        UpgradeCheck elsewhere = new UpgradeCheck() {
            @Override
            public UpgradeDecision check(Handshake of) {
                return UpgradeDecision.reject(403, "no");
            }

            @Override
            public boolean appliesTo(String path) {
                asked.add(path);
                return false;
            }
        };
        assertThat(check(elsewhere)).isEqualTo(UpgradeDecision.accept());
        assertThat(asked).containsExactly("/ws");
    }

    @Test
    void aCheckThatThrowsRejectsWith500AndIsNamedInTheLog() {
        try (LogLines lines = LogLines.ofTideway()) {
            UpgradeDecision decision = check(
                    of -> {
                        throw new AssertionError("secret");
                    },
                    answer("b", UpgradeDecision.accept()));
            assertThat(decision).isEqualTo(UpgradeDecision.reject(500, "internal error"));
            assertThat(asked).isEmpty();
            assertThat(lines.messages()).anyMatch(line -> line.contains("TIDEWAY-302 check 0 failed for /ws"));
        }
    }

    @Test
    @SuppressWarnings("NullAway") // an application may break the rule
    void aCheckThatReturnsNullRejectsWith500() {
        assertThat(check(of -> null)).isEqualTo(UpgradeDecision.reject(500, "internal error"));
    }

    private UpgradeDecision check(UpgradeCheck... checks) {
        List<Named> named = Stream.of(checks)
                .map(check -> new Named("check " + List.of(checks).indexOf(check), check))
                .toList();
        return new UpgradeChecks("/ws", named, new TestNode().node.log()).check(handshake);
    }

    private UpgradeCheck answer(String name, UpgradeDecision decision) {
        return of -> {
            asked.add(name);
            return decision;
        };
    }
}
