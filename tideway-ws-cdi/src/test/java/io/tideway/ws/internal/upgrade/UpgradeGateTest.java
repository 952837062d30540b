package io.tideway.ws.internal.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.EndpointOptions;
import io.tideway.ws.Handshake;
import io.tideway.ws.UpgradeDecision;
import io.tideway.ws.internal.connection.EndpointSpec;
import io.tideway.ws.internal.fixture.LogLines;
import io.tideway.ws.internal.fixture.RecordingHandler;
import io.tideway.ws.internal.fixture.TestNode;
import io.tideway.ws.internal.protocol.RawProtocol;
import io.tideway.ws.internal.upgrade.UpgradeGate.Verdict;
import java.security.Principal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpgradeGateTest {
    private final TestNode node = new TestNode();
    private @Nullable Handshake seen;
    private UpgradeDecision decision = UpgradeDecision.accept();
    private final RecordingHandler handler = new RecordingHandler() {
        @Override
        public UpgradeDecision onUpgrade(Handshake handshake) throws Exception {
            super.onUpgrade(handshake);
            seen = handshake;
            return decision;
        }
    };

    @Test
    void admitsAndHandsTheHandshakeOver() {
        UpgradeGate gate = gate(EndpointOptions.DEFAULTS);
        Verdict.Admitted admitted = (Verdict.Admitted) gate.admit(request("/chat/lobby", "a=1&a=2&b=%20x&c", Map.of()));
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
        UpgradeGate gate = gate(EndpointOptions.DEFAULTS);
        gate.admit(request("/chat/lobby", null, Map.of()));
        Handshake handshake = seen;
        assertThat(handshake).isNotNull();
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> handshake.setUserId("late"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("TIDEWAY-303");
    }

    @Test
    void startsWithThePrincipalAndRemembersDeclaredRoles() {
        UpgradeGate gate = gate(EndpointOptions.DEFAULTS);
        Principal ann = () -> "ann";
        UpgradeRequest plain = request("/chat/lobby", null, Map.of());
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
        UpgradeGate gate = gate(EndpointOptions.DEFAULTS);
        assertThat(gate.admit(request("/other", null, Map.of()))).isInstanceOf(Verdict.NotOurs.class);
        assertThat(gate.admit(request("/other", null, Map.of("Sec-WebSocket-Version", "8"))))
                .isInstanceOf(Verdict.NotOurs.class);
        assertThat(handler.calls).isEmpty();
    }

    @Test
    void refusesAMalformedHandshakeBeforeItTakesASlot() {
        UpgradeGate gate = gate(EndpointOptions.builder().maxConnections(1).build());
        assertThat(gate.admit(request("/chat/x", null, Map.of("Sec-WebSocket-Version", "8"))))
                .isEqualTo(new Verdict.Refused(
                        426, "Sec-WebSocket-Version must be 13", Map.of("Sec-WebSocket-Version", List.of("13"))));
        assertThat(handler.calls).isEmpty();
        assertThat(gate.admit(request("/chat/x", null, Map.of()))).isInstanceOf(Verdict.Admitted.class);
    }

    @Test
    void pathParametersReachNeitherThePathNorTheTemplatesValues() {
        UpgradeGate gate = gate(EndpointOptions.DEFAULTS);
        gate.admit(request("/chat;x=1/lobby;jsessionid=8B2", null, Map.of()));
        Handshake handshake = seen;
        assertThat(handshake).isNotNull();
        assertThat(handshake.path()).isEqualTo("/chat/lobby");
        assertThat(handshake.pathParams()).isEqualTo(Map.of("room", "lobby"));
    }

    @Test
    void aPathThatContainersResolveToAnotherIsRefused() {
        UpgradeGate gate = gate(EndpointOptions.DEFAULTS);
        Verdict refused = new Verdict.Refused(400, "the path must not have dot segments or empty segments");
        assertThat(gate.admit(request("/chat/..", null, Map.of()))).isEqualTo(refused);
        assertThat(gate.admit(request("/chat/%2e%2e;x", null, Map.of()))).isEqualTo(refused);
        assertThat(gate.admitLate(request("/chat/..", null, Map.of()))).isEqualTo(refused);
        assertThat(handler.calls).isEmpty();
    }

    @Test
    void aMalformedEscapeInAQueryStaysAsItWasSent() {
        UpgradeGate gate = gate(EndpointOptions.DEFAULTS);
        gate.admit(request("/chat/x", "a=%41%zz&b={c}&%=100%", Map.of()));
        Handshake handshake = seen;
        assertThat(handshake).isNotNull();
        assertThat(handshake.queryParams())
                .isEqualTo(Map.of("a", List.of("A%zz"), "b", List.of("{c}"), "%", List.of("100%")));
    }

    @Test
    void anEscapedSemicolonIsData() {
        UpgradeGate gate = gate(EndpointOptions.DEFAULTS);
        gate.admit(request("/chat/lobby%3Bx=1", null, Map.of()));
        Handshake handshake = seen;
        assertThat(handshake).isNotNull();
        assertThat(handshake.path()).isEqualTo("/chat/lobby%3Bx=1");
        assertThat(handshake.pathParams()).isEqualTo(Map.of("room", "lobby;x=1"));
    }

    @Test
    void refusesAForeignOriginBeforeTheHandlerIsAsked() {
        Verdict verdict =
                gate(EndpointOptions.DEFAULTS).admit(request("/chat/x", null, Map.of("Origin", "http://evil.example")));
        assertThat(verdict).isEqualTo(new Verdict.Refused(403, "origin not allowed"));
        assertThat(handler.calls).isEmpty();
        assertThat(node.manager.metrics().upgradesRefused()).isEqualTo(1);
    }

    @Test
    void aFloodOfForeignOriginsIsOneLineAndASum() {
        UpgradeGate gate = gate(EndpointOptions.DEFAULTS);
        try (LogLines lines = new LogLines()) {
            for (int i = 0; i < 1000; i++) {
                gate.admit(request("/chat/x", null, Map.of("Origin", "http://evil.example")));
            }
            node.node.log().close();
            assertThat(lines.all()).hasSize(2);
            assertThat(lines.all().get(0)).contains("TIDEWAY-305", "http://evil.example");
            assertThat(lines.all().get(1)).contains("999 more like TIDEWAY-305");
        }
    }

    @Test
    void aFloodOfRefusalsByTheHandlerIsOneLineAndASum() {
        UpgradeGate gate = gate(EndpointOptions.DEFAULTS);
        decision = UpgradeDecision.reject(401, "sign in");
        try (LogLines lines = new LogLines()) {
            for (int i = 0; i < 1000; i++) {
                gate.admit(request("/chat/x", null, Map.of()));
            }
            node.node.log().close();
            assertThat(lines.all()).hasSize(2);
            assertThat(lines.all().get(0)).contains("TIDEWAY-301", "sign in");
            assertThat(lines.all().get(1)).contains("999 more like TIDEWAY-301");
        }
    }

    @Test
    void refusesBeyondTheLimitAndFreesSlotsOfRevokedTickets() {
        UpgradeGate gate = gate(EndpointOptions.builder().maxConnections(1).build());
        Verdict.Admitted first = (Verdict.Admitted) gate.admit(request("/chat/x", null, Map.of()));
        assertThat(gate.admit(request("/chat/x", null, Map.of())))
                .isInstanceOfSatisfying(
                        Verdict.Refused.class, r -> assertThat(r.status()).isEqualTo(503));
        gate.revoke(first.ticket());
        gate.revoke(first.ticket());
        assertThat(gate.admit(request("/chat/x", null, Map.of()))).isInstanceOf(Verdict.Admitted.class);
        assertThat(gate.admit(request("/chat/x", null, Map.of()))).isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void revokingVoidsATicketThatWasPresented() {
        UpgradeGate gate = gate(EndpointOptions.builder().maxConnections(1).build());
        Verdict.Admitted first = (Verdict.Admitted) gate.admit(request("/chat/x", null, Map.of()));
        gate.present(first.ticket());
        gate.revoke(first.ticket());
        assertThat(gate.redeem(first.ticket())).isNull();
        assertThat(gate.admit(request("/chat/x", null, Map.of()))).isInstanceOf(Verdict.Admitted.class);
        assertThat(gate.admit(request("/chat/x", null, Map.of()))).isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void anUpgradedRequestKeepsThePresentedTicketOfItsSession() {
        UpgradeGate gate = gate(EndpointOptions.builder().maxConnections(1).build());
        Verdict.Admitted first = (Verdict.Admitted) gate.admit(request("/chat/x", null, Map.of()));
        gate.present(first.ticket());
        gate.revokeUnlessPresented(first.ticket());
        assertThat(gate.redeem(first.ticket())).isNotNull();
        gate.revoke(first.ticket());
        assertThat(gate.admit(request("/chat/x", null, Map.of())))
                .as("the session holds the slot")
                .isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void voidsTicketsThatNobodyComesFor() {
        UpgradeGate gate = gate(EndpointOptions.builder().maxConnections(1).build());
        Verdict.Admitted first = (Verdict.Admitted) gate.admit(request("/chat/x", null, Map.of()));
        gate.present(first.ticket());
        node.clock.advance(Duration.ofSeconds(31));
        gate.expire();
        assertThat(gate.redeem(first.ticket())).isNull();
        assertThat(gate.admit(request("/chat/x", null, Map.of()))).isInstanceOf(Verdict.Admitted.class);
    }

    @Test
    void tenThousandRefusedUpgradesLeaveNothing() {
        EndpointSpec endpoint = EndpointSpec.of("/chat/{room}", EndpointOptions.DEFAULTS, handler, new RawProtocol());
        UpgradeGate gate = new UpgradeGate(node.node, Map.of(PathTemplate.parse("/chat/{room}"), endpoint), Set.of());
        decision = UpgradeDecision.reject(429, "slow down");
        for (int i = 0; i < 10_000; i++) {
            assertThat(gate.admit(request("/chat/x", null, Map.of()))).isEqualTo(new Verdict.Refused(429, "slow down"));
        }
        assertThat(endpoint.slots().taken()).isZero();
        assertThat(node.manager.connectionCount()).isZero();
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
        UpgradeGate gate = new UpgradeGate(node.node, Map.of(PathTemplate.parse("/ws"), endpoint), Set.of());
        assertThat(gate.admit(request("/ws", null, Map.of()))).isEqualTo(new Verdict.Refused(500, "internal error"));
        assertThat(endpoint.slots().taken()).isZero();
    }

    @Test
    void theHeadersOfARejectionReachTheAnswer() {
        decision = UpgradeDecision.reject(401, "log in")
                .withHeader("WWW-Authenticate", "Bearer")
                .withHeader("WWW-Authenticate", "Basic realm=\"x\"");
        assertThat(gate(EndpointOptions.DEFAULTS).admit(request("/chat/x", null, Map.of())))
                .isEqualTo(new Verdict.Refused(
                        401, "log in", Map.of("WWW-Authenticate", List.of("Bearer", "Basic realm=\"x\""))));
    }

    @ParameterizedTest
    @ValueSource(classes = {IllegalStateException.class, NoClassDefFoundError.class})
    void aSlotIsFreeAgainWhereTheContainersRolesCannotBeAsked(Class<? extends Throwable> failure) {
        UpgradeGate gate = gate(EndpointOptions.builder().maxConnections(1).build());
        UpgradeRequest plain = request("/chat/lobby", null, Map.of());
        UpgradeRequest failing = new UpgradeRequest(
                "GET",
                "HTTP/1.1",
                plain.path(),
                null,
                plain.headers(),
                null,
                role -> {
                    if (failure == IllegalStateException.class) {
                        throw new IllegalStateException("no realm");
                    }
                    throw new NoClassDefFoundError("a class of the server");
                },
                null,
                false);
        assertThat(gate.admit(failing)).isEqualTo(new Verdict.Refused(500, "internal error"));
        assertThat(gate.admit(plain)).isInstanceOf(Verdict.Admitted.class);
    }

    @Test
    void choosesTheSubprotocol() {
        Map<String, String> offer = Map.of("Sec-WebSocket-Protocol", "v1, v2 ,v3");
        EndpointOptions speaks =
                EndpointOptions.builder().subprotocols(List.of("v3", "v2")).build();
        assertThat(chosen(EndpointOptions.DEFAULTS, offer)).isEmpty();
        assertThat(chosen(speaks, offer)).contains("v3");
        assertThat(chosen(speaks, Map.of())).isEmpty();
        decision = UpgradeDecision.accept("v1");
        assertThat(chosen(speaks, offer)).contains("v1");
        assertThat(gate(speaks).admit(request("/chat/x", null, Map.of())))
                .isInstanceOfSatisfying(
                        Verdict.Refused.class, r -> assertThat(r.status()).isEqualTo(500));
    }

    @Test
    void aTokenAmongTheOfferedSubprotocolsIsNotLogged() {
        EndpointOptions speaks =
                EndpointOptions.builder().subprotocols(List.of("v2")).build();
        decision = UpgradeDecision.accept("v1");
        try (LogLines lines = new LogLines()) {
            gate(speaks).admit(request("/chat/x", null, Map.of("Sec-WebSocket-Protocol", "v2, secret-token")));
            assertThat(lines.all())
                    .noneMatch(line -> line.contains("secret-token"))
                    .anyMatch(line ->
                            line.contains("TIDEWAY-304") && line.contains("the 2 that") && line.contains("[v2]"));
        }
    }

    @Test
    void refusesWhereNoSubprotocolIsCommonAndTheEndpointRequiresOne() {
        EndpointOptions strict = EndpointOptions.builder()
                .subprotocols(List.of("v2"))
                .requireSubprotocol(true)
                .maxConnections(1)
                .build();
        UpgradeGate gate = gate(strict);
        Verdict refused = new Verdict.Refused(400, "no common subprotocol");
        assertThat(gate.admit(request("/chat/x", null, Map.of("Sec-WebSocket-Protocol", "v1, V2"))))
                .isEqualTo(refused);
        assertThat(gate.admit(request("/chat/x", null, Map.of()))).isEqualTo(refused);
        assertThat(gate.admit(request("/chat/x", null, Map.of("Sec-WebSocket-Protocol", "v1, v2"))))
                .isInstanceOf(Verdict.Admitted.class);
    }

    @Test
    void aSubprotocolThatTheApplicationChoosesIsACommonOne() {
        EndpointOptions strict =
                EndpointOptions.builder().requireSubprotocol(true).build();
        decision = UpgradeDecision.accept("v1");
        assertThat(chosen(strict, Map.of("Sec-WebSocket-Protocol", "v1"))).contains("v1");
    }

    @Test
    void aClosedGateRefusesWith503() {
        UpgradeGate gate = gate(EndpointOptions.DEFAULTS);
        gate.close();
        assertThat(gate.admit(request("/chat/x", null, Map.of())))
                .isInstanceOfSatisfying(
                        Verdict.Refused.class, r -> assertThat(r.status()).isEqualTo(503));
    }

    private Optional<String> chosen(EndpointOptions options, Map<String, String> headers) {
        return ((Verdict.Admitted) gate(options).admit(request("/chat/x", null, headers))).subprotocol();
    }

    private UpgradeGate gate(EndpointOptions options) {
        EndpointSpec endpoint = EndpointSpec.of("/chat/{room}", options, handler, new RawProtocol());
        return new UpgradeGate(
                node.node, Map.of(PathTemplate.parse("/chat/{room}"), endpoint), Set.of("admin", "guest"));
    }

    private static UpgradeRequest request(String path, @Nullable String query, Map<String, String> more) {
        Map<String, List<String>> headers = new HashMap<>();
        headers.put("Host", List.of("localhost:8080"));
        headers.put("Connection", List.of("Upgrade"));
        headers.put("Upgrade", List.of("websocket"));
        headers.put("Sec-WebSocket-Key", List.of("dGhlIHNhbXBsZSBub25jZQ=="));
        headers.put("Sec-WebSocket-Version", List.of("13"));
        more.forEach((name, value) -> headers.put(name, List.of(value)));
        return new UpgradeRequest("GET", "HTTP/1.1", path, query, headers, null, role -> false, null, false);
    }
}
