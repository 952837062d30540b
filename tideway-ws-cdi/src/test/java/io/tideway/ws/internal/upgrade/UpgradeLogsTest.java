package io.tideway.ws.internal.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.EndpointOptions;
import io.tideway.ws.UpgradeDecision;
import io.tideway.ws.fixtures.LogLines;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Shows what the gate logs, and that a client cannot flood the log. */
class UpgradeLogsTest {
    private final TestGate setup = new TestGate();

    @Test
    void aFloodOfForeignOriginsIsOneLineAndASum() {
        UpgradeGate gate = setup.gate(EndpointOptions.DEFAULTS);
        try (LogLines lines = LogLines.ofTideway()) {
            for (int i = 0; i < 1000; i++) {
                gate.admit(TestGate.request("/chat/x", null, Map.of("Origin", "http://evil.example")));
            }
            setup.node.node.log().close();
            assertThat(lines.messages()).hasSize(2);
            assertThat(lines.messages().get(0)).contains("TIDEWAY-305", "http://evil.example");
            assertThat(lines.messages().get(1)).contains("999 more like TIDEWAY-305");
        }
    }

    @Test
    void aFloodOfRefusalsByTheHandlerIsOneLineAndASum() {
        UpgradeGate gate = setup.gate(EndpointOptions.DEFAULTS);
        setup.decision = UpgradeDecision.reject(401, "sign in");
        try (LogLines lines = LogLines.ofTideway()) {
            for (int i = 0; i < 1000; i++) {
                gate.admit(TestGate.request("/chat/x", null, Map.of()));
            }
            setup.node.node.log().close();
            assertThat(lines.messages()).hasSize(2);
            assertThat(lines.messages().get(0)).contains("TIDEWAY-301", "sign in");
            assertThat(lines.messages().get(1)).contains("999 more like TIDEWAY-301");
        }
    }

    @Test
    void aFloodOfFailingUpgradesIsOneLineAndASum() {
        UpgradeGate gate = setup.gate(EndpointOptions.DEFAULTS);
        setup.failure = new IllegalStateException("secret");
        try (LogLines lines = LogLines.ofTideway()) {
            for (int i = 0; i < 1000; i++) {
                gate.admit(TestGate.request("/chat/x", null, Map.of()));
            }
            setup.node.node.log().close();
            assertThat(lines.messages()).hasSize(2);
            assertThat(lines.messages().get(0)).contains("TIDEWAY-302 onUpgrade of", "failed for /chat/x");
            assertThat(lines.messages().get(1)).contains("999 more like TIDEWAY-302");
        }
    }

    @Test
    void aFloodOfSubprotocolsThatWereNotOfferedIsOneLineAndASum() {
        UpgradeGate gate = setup.gate(EndpointOptions.DEFAULTS);
        setup.decision = UpgradeDecision.accept("v1");
        try (LogLines lines = LogLines.ofTideway()) {
            for (int i = 0; i < 1000; i++) {
                gate.admit(TestGate.request("/chat/x", null, Map.of()));
            }
            setup.node.node.log().close();
            assertThat(lines.messages())
                    .filteredOn(line -> line.startsWith("TIDEWAY-304"))
                    .hasSize(1);
            assertThat(lines.messages()).anyMatch(line -> line.contains("999 more like TIDEWAY-304"));
        }
    }

    @Test
    void aTokenAmongTheOfferedSubprotocolsIsNotLogged() {
        EndpointOptions speaks =
                EndpointOptions.builder().subprotocols(List.of("v2")).build();
        setup.decision = UpgradeDecision.accept("v1");
        try (LogLines lines = LogLines.ofTideway()) {
            setup.gate(speaks)
                    .admit(TestGate.request("/chat/x", null, Map.of("Sec-WebSocket-Protocol", "v2, secret-token")));
            assertThat(lines.messages())
                    .noneMatch(line -> line.contains("secret-token"))
                    .anyMatch(line ->
                            line.contains("TIDEWAY-304") && line.contains("the 2 that") && line.contains("[v2]"));
        }
    }
}
