package io.tideway.ws.internal.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tideway.ws.Cluster;
import io.tideway.ws.ClusterNode;
import io.tideway.ws.RoomPosition;
import io.tideway.ws.internal.connection.LiveConnection;
import io.tideway.ws.internal.fixture.TestNode;
import io.tideway.ws.spi.BrokerException;
import io.tideway.ws.spi.BrokerListener;
import io.tideway.ws.spi.Channel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class BrokerClusterTest {
    private final BrokenLink link = new BrokenLink();
    private final TwoNodes nodes = new TwoNodes(link::around);
    private final Cluster cluster = nodes.here.manager.cluster();

    @Test
    void eachNodeKnowsTheOther() {
        assertThat(cluster.nodes().toCompletableFuture().join())
                .extracting(ClusterNode::id)
                .containsExactlyInAnyOrder(nodes.here.ids.nodeId(), nodes.there.ids.nodeId());
        assertThat(cluster.nodeId()).isEqualTo(nodes.here.ids.nodeId());
    }

    @Test
    void theConnectionsOfAllNodesCount() {
        nodes.here.connect();
        nodes.there.connect();
        nodes.there.connect();
        assertThat(cluster.connectionCount().toCompletableFuture().join()).isEqualTo(3);
    }

    @Test
    void aUserIsOnlineWhereverItIsConnected() {
        assertThat(online("ann")).isFalse();
        nodes.there.connect().setUserId("ann");
        nodes.here.connect().setUserId("bob");
        assertThat(online("ann")).isTrue();
        assertThat(online("bob")).isTrue();
        assertThat(online("carl")).isFalse();
    }

    private boolean online(String user) {
        return cluster.isOnline(user).toCompletableFuture().join();
    }

    @Test
    void theMembersOfARoomAreThoseOfAllNodes() {
        LiveConnection near = nodes.here.connect();
        LiveConnection far = nodes.there.connect();
        near.joinRoom("lobby");
        far.joinRoom("lobby");
        assertThat(cluster.roomMembers("lobby").toCompletableFuture().join())
                .containsExactlyInAnyOrder(near.id(), far.id());
    }

    @Test
    void connectionIdsTellTheirNode() {
        LiveConnection near = nodes.here.connect();
        assertThat(near.id()).hasSize(40).startsWith(nodes.here.ids.nodeId());
    }

    @Test
    void anAnswerThatIsMissingFailsTheQuestionInTime() {
        TestNode dead = new TestNode(nodes.clock, nodes.bus.node());
        dead.broker.start(new SilentListener());
        dead.broker.announce(new ClusterNode("deadnode", nodes.clock.instant(), 5), Duration.ofSeconds(30));
        CompletableFuture<Integer> count = cluster.connectionCount().toCompletableFuture();
        assertThat(count).isNotDone();
        nodes.runFor(Duration.ofSeconds(2));
        assertThatThrownBy(count::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(BrokerException.class)
                .hasMessageContaining("TIDEWAY-486");
        nodes.runFor(Duration.ofSeconds(30)); // its announcement ends
        assertThat(cluster.connectionCount().toCompletableFuture().join()).isZero();
    }

    @Test
    void withoutTheBrokerNoNodeIsAsked() {
        link.cut();
        assertThat(cluster.state()).isEqualTo(Cluster.State.DISCONNECTED);
        assertThatThrownBy(() -> cluster.connectionCount().toCompletableFuture().join())
                .hasCauseInstanceOf(BrokerException.class);
        link.repair();
        assertThat(cluster.state()).isEqualTo(Cluster.State.CONNECTED);
        assertThat(cluster.connectionCount().toCompletableFuture().join()).isZero();
    }

    @Test
    void aNodeThatStopsIsNotListedAnyLonger() {
        TwoNodes.link(nodes.there).stop(Duration.ofSeconds(1));
        assertThat(cluster.nodes().toCompletableFuture().join()).hasSize(1);
    }

    @Test
    void anAnnouncementIsRefreshed() {
        nodes.here.connect();
        nodes.runFor(Duration.ofMinutes(2));
        assertThat(cluster.nodes().toCompletableFuture().join())
                .extracting(ClusterNode::connections)
                .containsExactlyInAnyOrder(1, 0);
    }

    private static final class SilentListener implements BrokerListener {
        @Override
        public void received(Channel channel, byte[] data) {}

        @Override
        public void appended(String room, RoomPosition position, byte[] data) {}

        @Override
        public void connected() {}

        @Override
        public void disconnected(String cause) {}
    }
}
