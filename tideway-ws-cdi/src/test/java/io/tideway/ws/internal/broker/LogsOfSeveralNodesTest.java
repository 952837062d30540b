package io.tideway.ws.internal.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.BroadcastResult;
import io.tideway.ws.HistoryQuery;
import io.tideway.ws.Message;
import io.tideway.ws.Recovery;
import io.tideway.ws.RoomOptions;
import io.tideway.ws.RoomPosition;
import io.tideway.ws.internal.connection.LiveConnection;
import io.tideway.ws.internal.fixture.FakeTransport;
import io.tideway.ws.internal.fixture.TestNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogsOfSeveralNodesTest {
    private final BrokenLink link = new BrokenLink();
    private final TwoNodes nodes = new TwoNodes(link::around);
    private final TestNode here = nodes.here;
    private final TestNode there = nodes.there;

    @BeforeEach
    void keepALog() {
        nodes.options("board", RoomOptions.none().history(2000, Duration.ofMinutes(5)));
    }

    @Test
    void membersOnBothNodesGetOneOrder() throws Exception {
        FakeTransport one = TwoNodes.member(here, "board");
        FakeTransport two = TwoNodes.member(there, "board");
        Thread publisher = new Thread(() -> publish(there, "there", 500));
        publisher.start();
        publish(here, "here", 500);
        publisher.join();
        List<String> expected = new ArrayList<>();
        here.manager
                .room("board")
                .history(HistoryQuery.since(RoomPosition.NONE).limit(2000))
                .toCompletableFuture()
                .join()
                .publications()
                .forEach(publication -> expected.add(((Message.Text) publication.message()).text()));
        assertThat(expected).hasSize(1000);
        assertThat(one.texts()).isEqualTo(expected);
        assertThat(two.texts()).isEqualTo(expected);
    }

    private static void publish(TestNode node, String what, int count) {
        for (int i = 0; i < count; i++) {
            node.manager.room("board").broadcastText(what + i);
        }
    }

    @Test
    void localMembersAreDeferredUntilTheBrokerHasAccepted() {
        TwoNodes.member(here, "board");
        assertThat(here.manager.room("board").broadcastText("x")).isEqualTo(new BroadcastResult(1, 0, 0, 0, 0, 1));
    }

    @Test
    void whoReconnectsToAnotherNodeGetsWhatItMissed() {
        publish(here, "m", 3);
        RoomPosition seen = new RoomPosition(position(here).epoch(), 1);
        FakeTransport transport = TwoNodes.transport();
        LiveConnection connection = there.connect(transport);
        Recovery recovery = get(connection.joinRoom("board", seen));
        publish(here, "live", 1);
        assertThat(recovery.isRecovered()).isTrue();
        assertThat(transport.texts()).containsExactly("m1", "m2", "live0");
    }

    @Test
    void whatWasPublishedDuringAnOutageIsReadFromTheLog() {
        FakeTransport transport = TwoNodes.member(here, "board");
        publish(there, "before", 1);
        link.cut();
        publish(there, "during", 3);
        assertThat(transport.texts()).containsExactly("before0");
        link.repair();
        publish(there, "after", 1);
        assertThat(transport.texts()).containsExactly("before0", "during0", "during1", "during2", "after0");
    }

    @Test
    void whoJoinsLaterGetsNothingFromBefore() {
        LiveConnection first = here.connect();
        first.joinRoom("board");
        publish(there, "old", 1);
        first.leaveRoom("board");
        publish(there, "old", 1);
        nodes.runFor(Duration.ofSeconds(2)); // forgets the room's state, and the subscription
        publish(there, "old", 1);
        FakeTransport transport = TwoNodes.member(here, "board");
        publish(there, "new", 1);
        assertThat(transport.texts()).containsExactly("new0");
    }

    @Test
    void whatTheBrokerDoesNotAcceptIsCounted() {
        TwoNodes.member(here, "board");
        link.cut();
        here.manager.room("board").broadcastText("x");
        assertThat(here.manager.metrics().brokerFailures()).isEqualTo(1);
    }

    @Test
    void whatTheBrokerRefusesAtOnceShowsInTheResult() {
        TwoNodes.member(here, "board");
        link.cut();
        assertThat(here.manager.room("board").broadcastText("x"))
                .isEqualTo(new BroadcastResult(1, 0, 1, 0, 0, 0, true));
    }

    @Test
    void whoJoinsDuringAnOutageIsLiveAfterIt() {
        publish(there, "before", 1);
        link.cut();
        FakeTransport transport = TwoNodes.member(here, "board");
        publish(there, "during", 1);
        link.repair();
        nodes.runFor(Duration.ofSeconds(2));
        publish(there, "after", 1);
        assertThat(transport.texts()).endsWith("after0").doesNotContain("before0");
    }

    private static RoomPosition position(TestNode node) {
        return get(node.manager.room("board").position());
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }
}
