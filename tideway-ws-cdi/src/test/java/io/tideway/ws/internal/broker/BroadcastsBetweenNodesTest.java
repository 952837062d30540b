package io.tideway.ws.internal.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.BroadcastResult;
import io.tideway.ws.CloseFrame;
import io.tideway.ws.Message;
import io.tideway.ws.Target;
import io.tideway.ws.internal.connection.LiveConnection;
import io.tideway.ws.internal.fixture.FakeTransport;
import io.tideway.ws.internal.fixture.TestNode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BroadcastsBetweenNodesTest {
    private final TwoNodes nodes = new TwoNodes();
    private final TestNode here = nodes.here;
    private final FakeTransport local = TwoNodes.transport();
    private final FakeTransport remote = TwoNodes.transport();
    private final LiveConnection near = here.connect(local);
    private final LiveConnection far = nodes.there.connect(remote);

    @Test
    void aBroadcastToAllReachesBothNodesOnce() {
        here.manager.broadcastText("x");
        assertThat(local.texts()).containsExactly("x");
        assertThat(remote.texts()).containsExactly("x");
    }

    @Test
    void aBroadcastToARoomReachesItsMembersOnBothNodes() {
        FakeTransport outside = TwoNodes.transport();
        nodes.there.connect(outside);
        near.joinRoom("lobby");
        far.joinRoom("lobby");
        here.manager.room("lobby").broadcastText("x");
        assertThat(local.texts()).containsExactly("x");
        assertThat(remote.texts()).containsExactly("x");
        assertThat(outside.texts()).isEmpty();
    }

    @Test
    void aBroadcastToAUserReachesTheConnectionsOnOtherNodes() {
        far.setUserId("ann");
        here.manager.to(Target.user("ann")).broadcastText("x");
        assertThat(remote.texts()).containsExactly("x");
        assertThat(local.texts()).isEmpty();
    }

    @Test
    void aMessageToAConnectionReachesItOnAnotherNode() {
        here.manager.to(Target.connection(far.id())).broadcastText("x");
        assertThat(remote.texts()).containsExactly("x");
        assertThat(local.texts()).isEmpty();
    }

    @Test
    void whoBelongsToSeveralTargetsGetsABroadcastOnce() {
        far.setUserId("ann");
        far.joinRoom("lobby");
        here.manager
                .to(Target.user("ann"), Target.room("lobby"), Target.connection(far.id()))
                .broadcastText("x");
        assertThat(remote.texts()).containsExactly("x");
    }

    @Test
    void exceptionsAndPathsCountOnOtherNodesToo() {
        far.joinRoom("lobby");
        here.manager.room("lobby").except(far).broadcastText("not to it");
        here.manager.room("lobby").except(Target.room("lobby")).broadcastText("not to any connection");
        here.manager.onPath("/other").broadcastText("not on this path");
        here.manager.onPath("/ws").broadcastText("x");
        assertThat(remote.texts()).containsExactly("x");
    }

    @Test
    void whatIsForThisNodeStaysHere() {
        here.manager.toAll().localOnly().broadcastText("x");
        here.manager.toAll().matching(connection -> true).broadcastText("y");
        assertThat(remote.texts()).isEmpty();
        assertThat(here.metrics.brokerSent.sum()).isZero();
    }

    @Test
    void aCloseReachesOtherNodes() {
        here.manager.toAll().close(new CloseFrame(4001, "bye"));
        assertThat(far.isOpen()).isFalse();
        assertThat(remote.closes()).containsExactly(new CloseFrame(4001, "bye"));
    }

    @Test
    void aBroadcastCloseReachesOtherNodes() {
        here.manager.broadcast(Message.close(new CloseFrame(4001, "bye")));
        assertThat(remote.closes()).containsExactly(new CloseFrame(4001, "bye"));
    }

    @Test
    void connectionsOfOtherNodesJoinAndLeaveRooms() {
        here.manager.to(Target.connection(far.id())).joinRoom("lobby");
        assertThat(far.isInRoom("lobby")).isTrue();
        here.manager.room("lobby").broadcastText("x");
        here.manager.to(Target.connection(far.id())).leaveRoom("lobby");
        assertThat(far.isInRoom("lobby")).isFalse();
        assertThat(remote.texts()).containsExactly("x");
    }

    @Test
    void whatOneNodePublishesToARoomArrivesInItsOrder() {
        far.joinRoom("lobby");
        for (int i = 0; i < 100; i++) {
            here.manager.room("lobby").broadcastText("m" + i);
        }
        assertThat(remote.texts()).hasSize(100).startsWith("m0", "m1").endsWith("m99");
    }

    @Test
    void namesThatNoUserOrRoomCanHaveAreNotSent() {
        here.manager.to(Target.connection("unknown")).broadcastText("x");
        here.manager.to(Target.user("")).broadcastText("x");
        here.manager.to().broadcastText("x");
        assertThat(here.metrics.brokerSent.sum()).isZero();
        assertThat(here.metrics.brokerFailures.sum()).isZero();
    }

    @Test
    void bothNodesCountWhatPasses() {
        here.manager.broadcastText("x");
        assertThat(here.manager.metrics().brokerSent()).isEqualTo(1);
        assertThat(here.manager.metrics().brokerReceived()).isZero();
        assertThat(nodes.there.manager.metrics().brokerReceived()).isEqualTo(1);
        assertThat(nodes.there.manager.totalBroadcasts()).isZero();
    }

    @Test
    void whatTheBrokerDoesNotAcceptIsCountedAndDeliveredHere() {
        TwoNodes.link(here).stop(Duration.ofSeconds(1));
        BroadcastResult result = here.manager.broadcastText("x");
        assertThat(local.texts()).containsExactly("x");
        assertThat(here.manager.metrics().brokerFailures()).isEqualTo(1);
        assertThat(result).isEqualTo(new BroadcastResult(1, 1, 0, 0, 0, 0, true));
        assertThat(result.isComplete()).isFalse();
    }

    @Test
    void theResultOfAMessageForTheOwnNodeOnlyDoesNotDependOnTheBroker() {
        TwoNodes.link(here).stop(Duration.ofSeconds(1));
        assertThat(here.manager.toAll().localOnly().broadcastText("x").isComplete())
                .isTrue();
    }
}
