package io.tideway.ws.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.EndpointOptions;
import io.tideway.ws.Message;
import io.tideway.ws.Recovery;
import io.tideway.ws.RoomOptions;
import io.tideway.ws.RoomPosition;
import io.tideway.ws.internal.connection.LiveConnection;
import io.tideway.ws.internal.fixture.FakeTransport;
import io.tideway.ws.internal.fixture.RecordingHandler;
import io.tideway.ws.internal.fixture.TestNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Shows when observers learn of members that join with a position. */
class JoinsAreToldTest {
    private final TestNode node = new TestNode();
    private final LiveConnection connection = node.connect(new FakeTransport(FakeTransport.Mode.INLINE));

    @BeforeEach
    void tellOfJoins() {
        node.roomOptions.put(
                "board", RoomOptions.none().history(2000, Duration.ofMinutes(5)).joinLeave());
    }

    private CompletionStage<Recovery> join(LiveConnection who, Function<Recovery, Message> reply) {
        return who.joinRoom("board", RoomPosition.NONE, reply);
    }

    @Test
    void aJoinWithoutAPositionIsToldAtOnce() {
        connection.joinRoom("board");
        assertThat(node.roomEvents).containsExactly("joined board");
    }

    @Test
    void aJoinWithAPositionIsToldOnceItIsAnswered() {
        List<String> before = new ArrayList<>();
        assertThat(join(connection, recovery -> {
                    before.addAll(node.roomEvents);
                    return Message.text("reply");
                }))
                .isCompleted();
        assertThat(before).isEmpty();
        assertThat(node.roomEvents).containsExactly("joined board");
        connection.leaveRoom("board");
        assertThat(node.roomEvents).containsExactly("joined board", "left board");
    }

    @Test
    void aJoinThatIsRefusedIsNotTold() {
        CompletionStage<Recovery> join = join(connection, recovery -> {
            throw new IllegalStateException("not recovered, as this test wants");
        });
        assertThat(join).isCompletedExceptionally();
        assertThat(node.roomEvents).isEmpty();
    }

    @Test
    void aConnectionThatLeavesBeforeItsAnswerIsNotTold() {
        assertThat(join(connection, recovery -> {
                    connection.leaveRoom("board");
                    return Message.text("reply");
                }))
                .isCompletedExceptionally();
        assertThat(node.roomEvents).isEmpty();
        connection.joinRoom("board");
        assertThat(node.roomEvents).containsExactly("joined board");
    }

    @Test
    void aJoinThatAPlainOneOvertakesIsToldOnce() {
        connection.joinRoom("board");
        assertThat(join(connection, recovery -> Message.text("reply"))).isCompletedExceptionally();
        assertThat(node.roomEvents).containsExactly("joined board");
    }

    @Test
    void aJoinThatHasToReadOnIsToldOnceItHasEverything() {
        LiveConnection roomy = node.connect(
                new FakeTransport(FakeTransport.Mode.INLINE),
                EndpointOptions.DEFAULTS.toBuilder().outboundQueueMessages(5000).build(),
                new RecordingHandler());
        join(roomy, recovery -> {
            for (int i = 0; i < 1500; i++) {
                node.manager.room("board").broadcastText("m" + i); // more than is held back
            }
            return Message.text("reply");
        });
        assertThat(node.roomEvents).containsExactly("joined board");
    }
}
