package io.tideway.ws.internal.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.EndpointOptions;
import io.tideway.ws.internal.fixture.TestNode;
import io.tideway.ws.internal.threads.Pools;
import io.tideway.ws.internal.upgrade.UpgradeGate.Verdict;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Freezes a node while a ticket waits for its session. */
class FrozenTicketsTest {
    private static final Duration PERIOD = Duration.ofMillis(250);
    private static final Duration FREEZE = Duration.ofMinutes(10);

    private final TestGate setup = new TestGate(new TestNode(Pools.of(Runnable::run), PERIOD));
    private final UpgradeGate gate =
            setup.gate(EndpointOptions.builder().maxConnections(1).build());

    @BeforeEach
    void run() {
        setup.node.watchdog.run();
    }

    @Test
    void aTicketThatTheContainerHasNotPresentedOutlivesAFreeze() {
        String ticket = admitted();
        freeze();
        assertThat(gate.present(ticket)).isTrue();
        assertThat(gate.redeem(ticket)).isNotNull();
    }

    @Test
    void aPresentedTicketOutlivesAFreezeAndKeepsItsSlot() {
        String ticket = admitted();
        gate.present(ticket);
        freeze();
        assertThat(decide()).isInstanceOf(Verdict.Refused.class);
        assertThat(gate.redeem(ticket)).isNotNull();
    }

    @Test
    void aTicketKeepsTheRestOfItsTimeThroughAFreeze() {
        String ticket = admitted();
        gate.present(ticket);
        run(Duration.ofSeconds(15));
        freeze();
        run(Duration.ofSeconds(14));
        assertThat(decide()).isInstanceOf(Verdict.Refused.class);
        run(Duration.ofSeconds(5));
        assertThat(gate.redeem(ticket)).isNull();
        assertThat(decide()).isInstanceOf(Verdict.Admitted.class);
    }

    private String admitted() {
        return ((Verdict.Admitted) decide()).ticket();
    }

    private Verdict decide() {
        return gate.admit(TestGate.request("/chat/x", null, Map.of()));
    }

    /** Wakes as a node does whose tickets are checked before and after it notices its pause. */
    private void freeze() {
        setup.node.clock.advance(FREEZE);
        gate.expire();
        setup.node.watchdog.run();
        gate.expire();
    }

    private void run(Duration time) {
        for (Duration left = time; left.compareTo(Duration.ZERO) > 0; left = left.minus(PERIOD)) {
            setup.node.clock.advance(PERIOD);
            setup.node.watchdog.run();
            gate.expire();
        }
    }
}
