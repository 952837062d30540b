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
import io.tideway.ws.internal.outbound.Admission;
import io.tideway.ws.internal.outbound.Encoding;
import io.tideway.ws.internal.outbound.Payload;
import io.tideway.ws.internal.outbound.WriteBatch;
import io.tideway.ws.internal.registry.Membership;
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
    void aPlainJoinIsToldThoughAJoinWithAPositionIsGivenUpAfterIt() {
        CompletionStage<Recovery> given = node.memory.join(connection, "board", RoomPosition.NONE, new RecoveryReply() {
            @Override
            public List<Payload> answer(
                    Recovery recovery, List<MissedMessage> missed, long bytesRead, Encoding encoding) {
                throw new IllegalStateException("not recovered, as this test wants");
            }

            @Override
            public void leave(Membership membership, String room, Admission joined) {
                // The plain join comes before the room learns of the leave, and the join is given up after both.
                membership.leave(room, joined, leaveIsTold -> {
                    membership.join(room);
                    leaveIsTold.run();
                });
            }
        });
        assertThat(given).isCompletedExceptionally();
        assertThat(node.roomEvents).containsExactly("joined board");
        connection.leaveRoom("board");
        assertThat(node.roomEvents).containsExactly("joined board", "left board");
    }

    @Test
    void aJoinThatHasToReadOnIsToldOnceItHasEverything() {
        List<String> toldBefore = new ArrayList<>();
        FakeTransport transport = new FakeTransport(FakeTransport.Mode.INLINE) {
            @Override
            public void write(WriteBatch batch, Completion completion) {
                toldBefore.addAll(node.roomEvents);
                super.write(batch, completion);
            }
        };
        LiveConnection roomy = node.connect(
                transport,
                EndpointOptions.DEFAULTS.toBuilder().outboundQueueMessages(5000).build(),
                new RecordingHandler());
        join(roomy, recovery -> {
            for (int i = 0; i < 1500; i++) {
                node.manager.room("board").broadcastText("m" + i); // more than is held back
            }
            return Message.text("reply");
        });
        assertThat(transport.texts()).hasSize(1501).endsWith("m1499");
        assertThat(toldBefore).isEmpty();
        assertThat(node.roomEvents).containsExactly("joined board");
    }
}
