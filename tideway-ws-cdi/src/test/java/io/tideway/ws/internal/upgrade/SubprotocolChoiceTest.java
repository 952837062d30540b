package io.tideway.ws.internal.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.EndpointOptions;
import io.tideway.ws.UpgradeDecision;
import io.tideway.ws.internal.upgrade.UpgradeGate.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Shows which subprotocol an upgrade gets. */
class SubprotocolChoiceTest {
    private final TestGate setup = new TestGate();

    @Test
    void choosesTheSubprotocol() {
        Map<String, String> offer = Map.of("Sec-WebSocket-Protocol", "v1, v2 ,v3");
        EndpointOptions speaks =
                EndpointOptions.builder().subprotocols(List.of("v3", "v2")).build();
        assertThat(chosen(EndpointOptions.DEFAULTS, offer)).isEmpty();
        assertThat(chosen(speaks, offer)).contains("v3");
        assertThat(chosen(speaks, Map.of())).isEmpty();
        setup.decision = UpgradeDecision.accept("v1");
        assertThat(chosen(speaks, offer)).contains("v1");
        assertThat(setup.gate(speaks).admit(TestGate.request("/chat/x", null, Map.of())))
                .isInstanceOfSatisfying(
                        Verdict.Refused.class, r -> assertThat(r.status()).isEqualTo(500));
    }

    @Test
    void refusesWhereNoSubprotocolIsCommonAndTheEndpointRequiresOne() {
        EndpointOptions strict = EndpointOptions.builder()
                .subprotocols(List.of("v2"))
                .requireSubprotocol(true)
                .maxConnections(1)
                .build();
        UpgradeGate gate = setup.gate(strict);
        Verdict refused = new Verdict.Refused(400, "no common subprotocol");
        assertThat(gate.admit(TestGate.request("/chat/x", null, Map.of("Sec-WebSocket-Protocol", "v1, V2"))))
                .isEqualTo(refused);
        assertThat(gate.admit(TestGate.request("/chat/x", null, Map.of()))).isEqualTo(refused);
        assertThat(gate.admit(TestGate.request("/chat/x", null, Map.of("Sec-WebSocket-Protocol", "v1, v2"))))
                .isInstanceOf(Verdict.Admitted.class);
    }

    @Test
    void aSubprotocolThatTheApplicationChoosesIsACommonOne() {
        EndpointOptions strict =
                EndpointOptions.builder().requireSubprotocol(true).build();
        setup.decision = UpgradeDecision.accept("v1");
        assertThat(chosen(strict, Map.of("Sec-WebSocket-Protocol", "v1"))).contains("v1");
    }

    private Optional<String> chosen(EndpointOptions options, Map<String, String> headers) {
        return ((Verdict.Admitted) setup.gate(options).admit(TestGate.request("/chat/x", null, headers))).subprotocol();
    }
}
