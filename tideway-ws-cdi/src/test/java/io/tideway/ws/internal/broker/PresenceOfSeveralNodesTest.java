package io.tideway.ws.internal.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.PresenceMember;
import io.tideway.ws.RoomOptions;
import io.tideway.ws.internal.connection.LiveConnection;
import io.tideway.ws.internal.fixture.TestNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PresenceOfSeveralNodesTest {
    private final BrokenLink link = new BrokenLink();
    private final TwoNodes nodes = new TwoNodes(link::around);
    private final LiveConnection near = nodes.here.connect();
    private final LiveConnection far = nodes.there.connect();

    @BeforeEach
    void keepPresence() {
        nodes.options("board", RoomOptions.none().presence().joinLeave());
    }

    @Test
    void eachNodeListsTheMembersOfBoth() {
        near.joinRoom("board");
        far.joinRoom("board");
        assertThat(members(nodes.here)).containsExactlyInAnyOrder(near.id(), far.id());
        assertThat(members(nodes.there)).containsExactlyInAnyOrder(near.id(), far.id());
        assertThat(nodes.here
                        .manager
                        .room("board")
                        .presenceCount()
                        .toCompletableFuture()
                        .join()
                        .connections())
                .isEqualTo(2);
    }

    @Test
    void nodesWithMembersLearnOfJoinsAndLeavesElsewhere() {
        near.joinRoom("board");
        nodes.here.roomEvents.clear();
        far.joinRoom("board");
        far.leaveRoom("board");
        assertThat(nodes.here.roomEvents).containsExactly("joined board", "left board");
    }

    @Test
    void aNodeWithoutMembersLearnsOfNothing() {
        far.joinRoom("board");
        far.leaveRoom("board");
        assertThat(nodes.here.roomEvents).isEmpty();
    }

    @Test
    void whoStaysIsStillPresentAfterTheTimeToLive() {
        near.joinRoom("board");
        far.joinRoom("board");
        nodes.runFor(Duration.ofMinutes(2));
        assertThat(members(nodes.there)).hasSize(2);
    }

    @Test
    void theMembersOfADeadNodeVanishWithinTheTimeToLive() {
        near.joinRoom("board");
        far.joinRoom("board");
        for (int i = 0; i < 31; i++) {
            nodes.clock.advance(Duration.ofSeconds(1));
            nodes.there.upkeep(); // and no upkeep of the other, which is dead
        }
        assertThat(members(nodes.there)).containsExactly(far.id());
    }

    @Test
    void presenceIsRepairedAfterAnOutage() {
        near.joinRoom("board");
        far.joinRoom("board");
        link.cut();
        nodes.runFor(Duration.ofMinutes(1));
        assertThat(members(nodes.there)).containsExactly(far.id());
        link.repair();
        assertThat(members(nodes.there)).hasSize(2);
    }

    @Test
    void aConnectionThatEndsLeavesThePresenceOnBothNodes() {
        near.joinRoom("board");
        far.joinRoom("board");
        near.lifecycle().closedByContainer(CloseFrame.NORMAL);
        assertThat(members(nodes.there)).containsExactly(far.id());
    }

    @Test
    void aLargeRoomIsRefreshedInParts() {
        for (int i = 0; i < 1200; i++) {
            nodes.here.connect().joinRoom("board");
        }
        nodes.runFor(Duration.ofMinutes(1));
        assertThat(members(nodes.there)).hasSize(1200);
    }

    private static List<String> members(TestNode node) {
        return node.manager.room("board").presence().toCompletableFuture().join().members().stream()
                .map(PresenceMember::connectionId)
                .toList();
    }
}
