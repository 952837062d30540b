package io.tideway.ws.internal.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.EndpointOptions;
import io.tideway.ws.UpgradeDecision;
import io.tideway.ws.internal.connection.EndpointSpec;
import io.tideway.ws.internal.protocol.RawProtocol;
import io.tideway.ws.internal.upgrade.UpgradeGate.Verdict;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows when an upgrade takes a slot of maxConnections, and when the slot is free again. */
class UpgradeSlotsTest {
    private final TestGate setup = new TestGate();

    @Test
    void refusesBeyondTheLimitAndFreesSlotsOfRevokedTickets() {
        UpgradeGate gate =
                setup.gate(EndpointOptions.builder().maxConnections(1).build());
        Verdict.Admitted first = (Verdict.Admitted) gate.admit(TestGate.request("/chat/x", null, Map.of()));
        assertThat(gate.admit(TestGate.request("/chat/x", null, Map.of())))
                .isInstanceOfSatisfying(
                        Verdict.Refused.class, r -> assertThat(r.status()).isEqualTo(503));
        gate.revoke(first.ticket());
        gate.revoke(first.ticket());
        assertThat(gate.admit(TestGate.request("/chat/x", null, Map.of()))).isInstanceOf(Verdict.Admitted.class);
        assertThat(gate.admit(TestGate.request("/chat/x", null, Map.of()))).isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void revokingVoidsATicketThatWasPresented() {
        UpgradeGate gate =
                setup.gate(EndpointOptions.builder().maxConnections(1).build());
        Verdict.Admitted first = (Verdict.Admitted) gate.admit(TestGate.request("/chat/x", null, Map.of()));
        gate.present(first.ticket());
        gate.revoke(first.ticket());
        assertThat(gate.redeem(first.ticket())).isNull();
        assertThat(gate.admit(TestGate.request("/chat/x", null, Map.of()))).isInstanceOf(Verdict.Admitted.class);
        assertThat(gate.admit(TestGate.request("/chat/x", null, Map.of()))).isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void anUpgradedRequestKeepsThePresentedTicketOfItsSession() {
        UpgradeGate gate =
                setup.gate(EndpointOptions.builder().maxConnections(1).build());
        Verdict.Admitted first = (Verdict.Admitted) gate.admit(TestGate.request("/chat/x", null, Map.of()));
        gate.present(first.ticket());
        gate.revokeUnlessPresented(first.ticket());
        assertThat(gate.redeem(first.ticket())).isNotNull();
        gate.revoke(first.ticket());
        assertThat(gate.admit(TestGate.request("/chat/x", null, Map.of())))
                .as("the session holds the slot")
                .isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void voidsTicketsThatAreNotRedeemed() {
        UpgradeGate gate =
                setup.gate(EndpointOptions.builder().maxConnections(1).build());
        Verdict.Admitted first = (Verdict.Admitted) gate.admit(TestGate.request("/chat/x", null, Map.of()));
        gate.present(first.ticket());
        setup.node.clock.advance(Duration.ofSeconds(31));
        gate.expire();
        assertThat(gate.redeem(first.ticket())).isNull();
        assertThat(gate.admit(TestGate.request("/chat/x", null, Map.of()))).isInstanceOf(Verdict.Admitted.class);
    }

    @Test
    void tenThousandRefusedUpgradesLeaveNothing() {
        EndpointSpec endpoint =
                EndpointSpec.of("/chat/{room}", EndpointOptions.DEFAULTS, setup.handler, new RawProtocol());
        UpgradeGate gate =
                new UpgradeGate(setup.node.node, Map.of(PathTemplate.parse("/chat/{room}"), endpoint), Set.of());
        setup.decision = UpgradeDecision.reject(429, "slow down");
        for (int i = 0; i < 10_000; i++) {
            assertThat(gate.admit(TestGate.request("/chat/x", null, Map.of())))
                    .isEqualTo(new Verdict.Refused(429, "slow down"));
        }
        assertThat(endpoint.slots().taken()).isZero();
        assertThat(setup.node.manager.connectionCount()).isZero();
    }

    @ParameterizedTest
    @ValueSource(classes = {IllegalStateException.class, NoClassDefFoundError.class})
    void aSlotIsFreeAgainWhereTheContainersRolesCannotBeAsked(Class<? extends Throwable> failure) {
        UpgradeGate gate =
                setup.gate(EndpointOptions.builder().maxConnections(1).build());
        UpgradeRequest plain = TestGate.request("/chat/lobby", null, Map.of());
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
}
