package io.tideway.ws.internal.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.EndpointOptions;
import io.tideway.ws.Handshake;
import io.tideway.ws.internal.upgrade.UpgradeGate.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Shows which paths the gate accepts, and what the handler is told of them. */
class UpgradePathsTest {
    private final TestGate setup = new TestGate();

    @Test
    void pathParametersReachNeitherThePathNorTheTemplatesValues() {
        UpgradeGate gate = setup.gate(EndpointOptions.DEFAULTS);
        gate.admit(TestGate.request("/chat;x=1/lobby;jsessionid=8B2", null, Map.of()));
        Handshake handshake = setup.seen;
        assertThat(handshake).isNotNull();
        assertThat(handshake.path()).isEqualTo("/chat/lobby");
        assertThat(handshake.pathParams()).isEqualTo(Map.of("room", "lobby"));
    }

    @Test
    void aPathThatContainersResolveToAnotherIsRefused() {
        UpgradeGate gate = setup.gate(EndpointOptions.DEFAULTS);
        Verdict refused = new Verdict.Refused(400, "the path must not have dot segments or empty segments");
        assertThat(gate.admit(TestGate.request("/chat/..", null, Map.of()))).isEqualTo(refused);
        assertThat(gate.admit(TestGate.request("/chat/%2e%2e;x", null, Map.of())))
                .isEqualTo(refused);
        assertThat(gate.admitLate(TestGate.request("/chat/..", null, Map.of()))).isEqualTo(refused);
        assertThat(setup.handler.calls).isEmpty();
    }

    @Test
    void aPathThatIsNotUtf8IsRefused() {
        UpgradeGate gate = setup.gate(EndpointOptions.DEFAULTS);
        Verdict refused = new Verdict.Refused(400, "the path has an escape that is not UTF-8");
        assertThat(gate.admit(TestGate.request("/chat/%ff", null, Map.of()))).isEqualTo(refused);
        assertThat(gate.admitLate(TestGate.request("/chat/%c0%af", null, Map.of())))
                .isEqualTo(refused);
        assertThat(gate.admit(TestGate.request("/chat/%c3%a9", null, Map.of()))).isInstanceOf(Verdict.Admitted.class);
    }

    @Test
    void aMalformedEscapeInAQueryStaysAsItWasSent() {
        UpgradeGate gate = setup.gate(EndpointOptions.DEFAULTS);
        gate.admit(TestGate.request("/chat/x", "a=%41%zz&b={c}&%=100%", Map.of()));
        Handshake handshake = setup.seen;
        assertThat(handshake).isNotNull();
        assertThat(handshake.queryParams())
                .isEqualTo(Map.of("a", List.of("A%zz"), "b", List.of("{c}"), "%", List.of("100%")));
    }

    @Test
    void anEscapedSemicolonIsData() {
        UpgradeGate gate = setup.gate(EndpointOptions.DEFAULTS);
        gate.admit(TestGate.request("/chat/lobby%3Bx=1", null, Map.of()));
        Handshake handshake = setup.seen;
        assertThat(handshake).isNotNull();
        assertThat(handshake.path()).isEqualTo("/chat/lobby%3Bx=1");
        assertThat(handshake.pathParams()).isEqualTo(Map.of("room", "lobby;x=1"));
    }
}
