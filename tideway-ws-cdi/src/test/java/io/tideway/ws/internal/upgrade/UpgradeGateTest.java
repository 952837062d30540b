package io.tideway.ws.internal.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tideway.ws.EndpointOptions;
import io.tideway.ws.Handshake;
import io.tideway.ws.UpgradeDecision;
import io.tideway.ws.internal.connection.EndpointSpec;
import io.tideway.ws.internal.fixture.RecordingHandler;
import io.tideway.ws.internal.protocol.RawProtocol;
import io.tideway.ws.internal.upgrade.UpgradeGate.Verdict;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UpgradeGateTest {
    private final TestGate setup = new TestGate();

    @Test
    void admitsAndHandsTheHandshakeOver() {
        UpgradeGate gate = setup.gate(EndpointOptions.DEFAULTS);
        Verdict.Admitted admitted =
                (Verdict.Admitted) gate.admit(TestGate.request("/chat/lobby", "a=1&a=2&b=%20x&c", Map.of()));
        assertThat(gate.redeem(admitted.ticket())).as("not presented yet").isNull();
        assertThat(gate.present(admitted.ticket())).isTrue();
        assertThat(gate.present(admitted.ticket())).isFalse();
        PendingUpgrade redeemed = gate.redeem(admitted.ticket());
        assertThat(redeemed).isNotNull();
        Handshake handshake = redeemed.handshake();
        assertThat(handshake.path()).isEqualTo("/chat/lobby");
        assertThat(handshake.pathParams()).isEqualTo(Map.of("room", "lobby"));
        assertThat(handshake.queryParams())
                .isEqualTo(Map.of("a", List.of("1", "2"), "b", List.of(" x"), "c", List.of("")));
        assertThat(handshake.header("sec-websocket-VERSION")).contains("13");
        assertThat(gate.redeem(admitted.ticket())).isNull();
    }

    @Test
    void theHandshakeIsASnapshotOnceDecided() {
        UpgradeGate gate = setup.gate(EndpointOptions.DEFAULTS);
        gate.admit(TestGate.request("/chat/lobby", null, Map.of()));
        Handshake handshake = setup.seen;
        assertThat(handshake).isNotNull();
        assertThatThrownBy(() -> handshake.setUserId("late"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("TIDEWAY-303");
    }

    @Test
    void startsWithThePrincipalAndRemembersDeclaredRoles() {
        UpgradeGate gate = setup.gate(EndpointOptions.DEFAULTS);
        Principal ann = () -> "ann";
        UpgradeRequest plain = TestGate.request("/chat/lobby", null, Map.of());
        Verdict verdict = gate.admit(new UpgradeRequest(
                "GET",
                "HTTP/1.1",
                plain.path(),
                null,
                plain.headers(),
                ann,
                Set.of("admin", "secret")::contains,
                null,
                false));
        gate.present(((Verdict.Admitted) verdict).ticket());
        PendingUpgrade admitted = gate.redeem(((Verdict.Admitted) verdict).ticket());
        assertThat(admitted).isNotNull();
        assertThat(admitted.handshake().userId()).isEqualTo("ann");
        assertThat(admitted.handshake().principal()).contains(ann);
        assertThat(admitted.handshake().isUserInRole("admin")).isTrue();
        assertThat(admitted.handshake().isUserInRole("guest")).isFalse();
    }

    @Test
    void leavesAPathWithoutEndpointToTheContainer() {
        UpgradeGate gate = setup.gate(EndpointOptions.DEFAULTS);
        assertThat(gate.admit(TestGate.request("/other", null, Map.of()))).isInstanceOf(Verdict.NotOurs.class);
        assertThat(gate.admit(TestGate.request("/other", null, Map.of("Sec-WebSocket-Version", "8"))))
                .isInstanceOf(Verdict.NotOurs.class);
        assertThat(setup.handler.calls).isEmpty();
    }

    @Test
    void refusesAMalformedHandshakeBeforeItTakesASlot() {
        UpgradeGate gate =
                setup.gate(EndpointOptions.builder().maxConnections(1).build());
        assertThat(gate.admit(TestGate.request("/chat/x", null, Map.of("Sec-WebSocket-Version", "8"))))
                .isEqualTo(new Verdict.Refused(
                        426, "Sec-WebSocket-Version must be 13", Map.of("Sec-WebSocket-Version", List.of("13"))));
        assertThat(setup.handler.calls).isEmpty();
        assertThat(gate.admit(TestGate.request("/chat/x", null, Map.of()))).isInstanceOf(Verdict.Admitted.class);
    }

    @Test
    void refusesAForeignOriginBeforeTheHandlerIsAsked() {
        Verdict verdict = setup.gate(EndpointOptions.DEFAULTS)
                .admit(TestGate.request("/chat/x", null, Map.of("Origin", "http://evil.example")));
        assertThat(verdict).isEqualTo(new Verdict.Refused(403, "origin not allowed"));
        assertThat(setup.handler.calls).isEmpty();
        assertThat(setup.node.manager.metrics().upgradesRefused()).isEqualTo(1);
    }

    @Test
    void aThrowingOnUpgradeRefusesWith500AndWithoutItsText() {
        RecordingHandler failing = new RecordingHandler() {
            @Override
            public UpgradeDecision onUpgrade(Handshake handshake) {
                throw new AssertionError("secret");
            }
        };
        EndpointSpec endpoint = EndpointSpec.of("/ws", EndpointOptions.DEFAULTS, failing, new RawProtocol());
        UpgradeGate gate = new UpgradeGate(setup.node.node, Map.of(PathTemplate.parse("/ws"), endpoint), Set.of());
        assertThat(gate.admit(TestGate.request("/ws", null, Map.of())))
                .isEqualTo(new Verdict.Refused(500, "internal error"));
        assertThat(endpoint.slots().taken()).isZero();
    }

    @Test
    void theHeadersOfARejectionReachTheAnswer() {
        setup.decision = UpgradeDecision.reject(401, "log in")
                .withHeader("WWW-Authenticate", "Bearer")
                .withHeader("WWW-Authenticate", "Basic realm=\"x\"");
        assertThat(setup.gate(EndpointOptions.DEFAULTS).admit(TestGate.request("/chat/x", null, Map.of())))
                .isEqualTo(new Verdict.Refused(
                        401, "log in", Map.of("WWW-Authenticate", List.of("Bearer", "Basic realm=\"x\""))));
    }

    @Test
    void aClosedGateRefusesWith503() {
        UpgradeGate gate = setup.gate(EndpointOptions.DEFAULTS);
        gate.close();
        assertThat(gate.admit(TestGate.request("/chat/x", null, Map.of())))
                .isInstanceOfSatisfying(
                        Verdict.Refused.class, r -> assertThat(r.status()).isEqualTo(503));
    }
}
