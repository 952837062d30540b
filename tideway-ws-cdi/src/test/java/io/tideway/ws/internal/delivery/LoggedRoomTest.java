package io.tideway.ws.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tideway.ws.BroadcastResult;
import io.tideway.ws.EndpointOptions;
import io.tideway.ws.History;
import io.tideway.ws.HistoryQuery;
import io.tideway.ws.Message;
import io.tideway.ws.OverflowPolicy;
import io.tideway.ws.Recovery;
import io.tideway.ws.RoomOptions;
import io.tideway.ws.RoomPosition;
import io.tideway.ws.internal.connection.LiveConnection;
import io.tideway.ws.internal.fixture.FakeTransport;
import io.tideway.ws.internal.fixture.RecordingHandler;
import io.tideway.ws.internal.fixture.TestNode;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoggedRoomTest {
    private final TestNode node = new TestNode();
    private final FakeTransport transport = new FakeTransport(FakeTransport.Mode.INLINE);
    private final LiveConnection connection = node.connect(transport);

    @BeforeEach
    void keepALog() {
        node.roomOptions.put(
                "board",
                RoomOptions.none().history(5, Duration.ofMinutes(5)).presence().joinLeave());
    }

    @Test
    void aBroadcastToTheWholeRoomIsKeptAndDelivered() {
        connection.joinRoom("board");
        assertThat(broadcast("a")).isEqualTo(new BroadcastResult(1, 1, 0, 0, 0, 0));
        History history = get(node.manager.room("board").history(HistoryQuery.latest()));
        assertThat(history.publications()).extracting(p -> p.message()).containsExactly(Message.text("a"));
        assertThat(history.position().offset()).isEqualTo(1);
        assertThat(connection.queuedMessages()).isZero();
    }

    @Test
    void aNarrowedBroadcastIsNotKept() {
        node.manager.room("board").except(connection).broadcastText("a");
        node.manager.room("board").localOnly().broadcastText("a");
        assertThat(position().offset()).isZero();
    }

    @Test
    void whoComesBackGetsWhatItMissedThenTheReplyThenWhatIsLive() {
        broadcast("a");
        RoomPosition seen = position();
        broadcast("b");
        broadcast("c");
        Recovery recovery = get(connection.joinRoom("board", seen, r -> Message.text("recovered " + r.isRecovered())));
        broadcast("d");
        assertThat(recovery.isRecovered()).isTrue();
        assertThat(recovery.position()).isEqualTo(new RoomPosition(seen.epoch(), 3));
        assertThat(transport.texts()).containsExactly("b", "c", "recovered true", "d");
        assertThat(node.manager.metrics().recoveries()).isEqualTo(1);
    }

    @Test
    void whatIsBroadcastWhileTheReplyIsMadeComesAfterIt() {
        broadcast("a");
        RoomPosition seen = position();
        broadcast("b");
        get(connection.joinRoom("board", seen, r -> {
            broadcast("c");
            return Message.text("reply");
        }));
        assertThat(transport.texts()).containsExactly("b", "reply", "c");
    }

    @Test
    void aFloodWhileTheReplyIsMadeIsReadFromTheLog() {
        node.roomOptions.put("flood", RoomOptions.none().history(2000, Duration.ofMinutes(5)));
        LiveConnection roomy = node.connect(
                transport,
                EndpointOptions.DEFAULTS.toBuilder().outboundQueueMessages(5000).build(),
                new RecordingHandler());
        get(roomy.joinRoom("flood", RoomPosition.NONE, r -> {
            for (int i = 0; i < 1500; i++) {
                node.manager.room("flood").broadcastText("m" + i);
            }
            return Message.text("reply");
        }));
        node.manager.room("flood").broadcastText("last");
        assertThat(transport.texts())
                .hasSize(1502)
                .startsWith("reply", "m0", "m1")
                .endsWith("m1499", "last");
        assertThat(transport.texts()).doesNotHaveDuplicates();
    }

    @Test
    void aPositionThatTheLogDoesNotReachIsNotServedInPart() {
        broadcast("a");
        RoomPosition seen = position();
        for (int i = 0; i < 6; i++) {
            broadcast("later");
        }
        assertNotRecovered(seen);
        assertNotRecovered(new RoomPosition("other", 7));
        assertNotRecovered(new RoomPosition(seen.epoch(), 8));
        assertThat(node.manager.metrics().recoveriesFailed()).isEqualTo(3);
    }

    private void assertNotRecovered(RoomPosition since) {
        FakeTransport other = new FakeTransport(FakeTransport.Mode.INLINE);
        Recovery recovery = get(node.connect(other).joinRoom("board", since));
        assertThat(recovery.isRecovered()).isFalse();
        assertThat(recovery.position().offset()).isEqualTo(7);
        assertThat(other.texts()).isEmpty();
    }

    @Test
    void aLogVanishesAfterItsAgeAndBeginsWithAnotherEpoch() {
        RoomPosition before = position();
        node.clock.advance(Duration.ofMinutes(5));
        assertThat(position().epoch()).isNotEqualTo(before.epoch());
    }

    @Test
    void anIdleRoomWithMembersKeepsItsPosition() {
        connection.joinRoom("board");
        broadcast("a");
        RoomPosition before = position();
        for (int i = 0; i < 10; i++) {
            node.clock.advance(Duration.ofMinutes(2));
            node.memory.upkeep();
        }
        assertThat(position()).isEqualTo(before);
    }

    @Test
    void anIdleRoomWithMembersKeepsALogOfTheLeastAge() {
        node.roomOptions.put("brief", RoomOptions.none().history(5, Duration.ofSeconds(1)));
        Duration sweep = Duration.ofMillis(250);
        node.clock.advance(sweep); // so that the upkeep of other rooms is due between those of this one
        connection.joinRoom("brief");
        RoomPosition before = get(node.manager.room("brief").position());
        for (int i = 0; i < 40; i++) {
            passTime(sweep);
        }
        assertThat(get(node.manager.room("brief").position())).isEqualTo(before);
    }

    @Test
    void logsBeyondTheBoundGiveWay() {
        node.roomOptions.put("large", RoomOptions.none().history(100, Duration.ofMinutes(5)));
        broadcast("a");
        for (int i = 0; i < 20; i++) {
            node.manager.room("large").broadcastText("x".repeat(100_000));
        }
        assertThat(node.bus.logBytes()).isLessThanOrEqualTo(1_000_000);
        assertThat(node.manager.metrics().logsEvicted()).isPositive();
        assertThat(position().offset()).isEqualTo(1); // the position stands
    }

    @Test
    void aRecoveryThatTheOutboundQueueHasNoSpaceForIsNotServedInPart() {
        broadcast("a");
        RoomPosition seen = position();
        for (int i = 0; i < 4; i++) {
            broadcast("later");
        }
        LiveConnection narrow = node.connect(
                transport,
                EndpointOptions.builder()
                        .outboundQueueMessages(4)
                        .overflow(OverflowPolicy.DROP_OLDEST)
                        .build(),
                new RecordingHandler());
        Recovery recovery = get(narrow.joinRoom("board", seen));
        assertThat(recovery.isRecovered()).isFalse();
        assertThat(transport.texts()).isEmpty();
        assertThat(narrow.isInRoom("board")).isTrue();
    }

    @Test
    void aConnectionThatLeavesWhileItIsAnsweredGetsNothing() {
        broadcast("a");
        CompletionStage<Recovery> joined = connection.joinRoom("board", RoomPosition.NONE, r -> {
            connection.leaveRoom("board");
            broadcast("b");
            return Message.text("reply");
        });
        assertThatThrownBy(() -> get(joined)).hasMessageContaining("TIDEWAY-465");
        assertThat(transport.texts()).isEmpty();
        connection.joinRoom("board");
        broadcast("c");
        assertThat(transport.texts()).containsExactly("c");
    }

    @Test
    void aLogOutlivesItsLastMemberForItsAge() {
        connection.joinRoom("board");
        broadcast("a");
        connection.leaveRoom("board");
        passTime(Duration.ofMinutes(5).minusSeconds(2));
        assertThat(node.manager.metrics().logs()).isEqualTo(1);
        passTime(Duration.ofSeconds(2));
        assertThat(node.manager.metrics().logs()).isZero();
    }

    private void passTime(Duration time) {
        node.clock.advance(time);
        node.memory.upkeep();
        node.bus.expire();
    }

    @Test
    void membersGetWhatFollowsARestartOfTheirLog() {
        connection.joinRoom("board");
        LiveConnection positioned = node.connect();
        get(positioned.joinRoom("board", RoomPosition.NONE));
        broadcast("a");
        passTime(Duration.ofMinutes(5)); // without upkeep in time, as after a pause of the process
        broadcast("b");
        assertThat(transport.texts()).containsExactly("a", "b");
        assertThat(positioned.isOpen()).isFalse();
        assertThat(node.roomEvents).contains("missed board");
    }

    @Test
    void aLogThatRestartsBeforeItsFirstBroadcastClosesThoseThatAreLiveInTheOldOne() {
        connection.joinRoom("board");
        LiveConnection positioned = node.connect();
        get(positioned.joinRoom("board", RoomPosition.NONE));
        passTime(Duration.ofMinutes(5)); // without upkeep in time, as after a pause of the process
        broadcast("b");
        broadcast("c");
        assertThat(transport.texts()).containsExactly("b", "c");
        assertThat(positioned.isOpen()).isFalse();
    }

    @Test
    void aLogThatGaveWayBeforeItsFirstBroadcastClosesThoseThatAreLiveInTheOldOne() {
        LiveConnection positioned = node.connect();
        get(positioned.joinRoom("board", RoomPosition.NONE));
        node.roomOptions.put("large", RoomOptions.none().history(100, Duration.ofMinutes(5)));
        for (int i = 0; i < 20; i++) {
            node.manager.room("large").broadcastText("x".repeat(100_000));
        }
        get(connection.joinRoom("board", RoomPosition.NONE)); // in the new one
        broadcast("b");
        broadcast("c");
        assertThat(transport.texts()).containsExactly("b", "c");
        assertThat(positioned.isOpen()).isFalse();
    }

    @Test
    void aReplyThatThrowsLeavesTheRoom() {
        CompletionStage<Recovery> joined = connection.joinRoom("board", RoomPosition.NONE, r -> {
            throw new IllegalArgumentException("no");
        });
        assertThatThrownBy(() -> get(joined)).hasRootCauseMessage("no");
        assertThat(connection.isInRoom("board")).isFalse();
    }

    @Test
    void aConnectionInAllRoomsThatItMayBeInDoesNotJoin() {
        EndpointOptions options = EndpointOptions.builder().maxRooms(1).build();
        LiveConnection full = node.connect(transport, options, new RecordingHandler());
        full.joinRoom("other");
        CompletionStage<Recovery> joined = full.joinRoom("board", RoomPosition.NONE);
        assertThatThrownBy(() -> get(joined))
                .hasCauseInstanceOf(IllegalStateException.class)
                .hasMessageContaining("TIDEWAY-443");
        assertThat(full.isInRoom("board")).isFalse();
        full.leaveRoom("other");
        assertThat(get(full.joinRoom("board", RoomPosition.NONE))).isNotNull();
    }

    @Test
    void aRoomWithoutALogSaysWhatToDo() {
        assertThatThrownBy(() -> get(connection.joinRoom("plain", RoomPosition.NONE)))
                .hasCauseInstanceOf(IllegalStateException.class)
                .hasMessageContaining("keeps no log");
        assertThatThrownBy(() -> get(node.manager.room("plain").presence())).hasMessageContaining("keeps no presence");
    }

    @Test
    void presenceFollowsItsMembers() {
        connection.setUserId("ann");
        connection.joinRoom("board");
        connection.setInfo("{}");
        var members = get(node.manager.room("board").presence()).members();
        assertThat(members).hasSize(1);
        assertThat(members.get(0).userId()).contains("ann");
        assertThat(members.get(0).info()).contains("{}");
        assertThat(get(node.manager.room("board").presenceCount()).users()).isEqualTo(1);
        connection.leaveRoom("board");
        assertThat(get(node.manager.room("board").presenceCount()).connections())
                .isZero();
        assertThat(node.roomEvents).containsExactly("joined board", "left board");
    }

    private BroadcastResult broadcast(String text) {
        return node.manager.room("board").broadcastText(text);
    }

    private RoomPosition position() {
        return get(node.manager.room("board").position());
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }
}
