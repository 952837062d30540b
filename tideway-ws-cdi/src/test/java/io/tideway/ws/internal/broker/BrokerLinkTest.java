package io.tideway.ws.internal.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.internal.fixture.TestNode;
import io.tideway.ws.spi.BrokerException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class BrokerLinkTest {
    @Test
    void upkeepDuringAStopDoesNotAnnounceTheNodeAgain() {
        TestNode[] self = new TestNode[1];
        TwoNodes nodes = new TwoNodes(broker -> HookedBroker.around(broker, (to, method, arguments) -> {
            Object done = HookedBroker.pass(to, method, arguments);
            if (method.getName().equals("withdraw")) {
                TwoNodes.link(self[0]).upkeep(); // by the timer, before the answer is there
            }
            return done;
        }));
        self[0] = nodes.here;
        nodes.clock.advance(Duration.ofSeconds(10));
        TwoNodes.link(nodes.here).stop(Duration.ofSeconds(1));
        assertThat(nodes.there.manager.cluster().nodes().toCompletableFuture().join())
                .noneMatch(node -> node.id().equals(nodes.here.ids.nodeId()));
    }

    @Test
    void aQuestionThatTheBrokerRefusesFailsAtOnce() {
        TwoNodes nodes = new TwoNodes(broker -> HookedBroker.around(
                broker,
                (to, method, arguments) -> method.getName().equals("publish")
                        ? CompletableFuture.failedStage(new BrokerException("queue full"))
                        : HookedBroker.pass(to, method, arguments)));
        assertThat(nodes.here.manager.cluster().connectionCount().toCompletableFuture())
                .isCompletedExceptionally();
    }
}
