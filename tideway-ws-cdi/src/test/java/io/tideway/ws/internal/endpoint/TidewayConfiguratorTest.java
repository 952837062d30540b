package io.tideway.ws.internal.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.EndpointOptions;
import io.tideway.ws.Handshake;
import io.tideway.ws.UpgradeDecision;
import io.tideway.ws.internal.connection.EndpointSpec;
import io.tideway.ws.internal.container.Transports;
import io.tideway.ws.internal.fixture.RecordingHandler;
import io.tideway.ws.internal.fixture.TestNode;
import io.tideway.ws.internal.fixture.UpgradeRequests;
import io.tideway.ws.internal.protocol.RawProtocol;
import io.tideway.ws.internal.upgrade.PathTemplate;
import io.tideway.ws.internal.upgrade.UpgradeGate;
import io.tideway.ws.internal.upgrade.UpgradeRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TidewayConfiguratorTest {
    private static final List<String> SPOKEN = List.of("v3", "v2");

    private final TestNode node = new TestNode();
    private final EndpointOptions options =
            EndpointOptions.builder().subprotocols(SPOKEN).build();
    private final RecordingHandler handler = new RecordingHandler() {
        @Override
        public UpgradeDecision onUpgrade(Handshake handshake) {
            return UpgradeDecision.accept("v1");
        }
    };
    private final UpgradeGate gate = new UpgradeGate(
            node.node,
            Map.of(PathTemplate.parse("/ws"), EndpointSpec.of("/ws", options, handler, new RawProtocol())),
            Set.of());
    private final TidewayConfigurator configurator = new TidewayConfigurator(
            node.node, gate, new Transports(Runnable::run, Runnable::run, Runnable::run), options, "");

    @BeforeEach
    void admitARequestWhoseSubprotocolTheApplicationChooses() {
        assertThat(gate.admit(request())).isInstanceOf(UpgradeGate.Verdict.Admitted.class);
    }

    @Test
    void theGatesChoiceIsTaken() {
        assertThat(negotiate("v1")).isEqualTo("v1");
    }

    @Test
    void aRequestThatComesPastTheGateGetsASubprotocolOfTheEndpoint() {
        assertThat(negotiate("v2")).isEqualTo("v2");
        assertThat(negotiate("v2", "v3")).isEqualTo("v3");
    }

    @Test
    void aTokenThatARequestPastTheGateOffersIsNotEchoed() {
        assertThat(negotiate("secret-token")).isEmpty();
        assertThat(negotiate("secret-token", "v2")).isEqualTo("v2");
        assertThat(negotiate()).isEmpty();
    }

    private String negotiate(String... offered) {
        return configurator.getNegotiatedSubprotocol(SPOKEN, List.of(offered));
    }

    private static UpgradeRequest request() {
        return UpgradeRequests.to("/ws", null, Map.of("Sec-WebSocket-Protocol", "v1"));
    }
}
