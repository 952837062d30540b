package io.tideway.ws.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tideway.ws.Message;
import io.tideway.ws.Recovery;
import io.tideway.ws.RoomOptions;
import io.tideway.ws.RoomPosition;
import io.tideway.ws.internal.connection.LiveConnection;
import io.tideway.ws.internal.fixture.FakeTransport;
import io.tideway.ws.internal.fixture.TestNode;
import io.tideway.ws.internal.registry.LocalConnection;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A room learns late, or never, that a connection has joined and left. */
class LateLeaveTest {
    private final CountDownLatch blocked = new CountDownLatch(1);
    private final CountDownLatch telling = new CountDownLatch(1);
    private final CountDownLatch leftIsTold = new CountDownLatch(1);
    private final TestNode node = new TestNode() {
        @Override
        public void joined(LocalConnection connection, String room) {
            if (room.equals("other")) {
                blocked.countDown();
                pass(telling);
            }
        }

        @Override
        public void left(LocalConnection connection, String room) {
            leftIsTold.countDown();
        }
    };

    @Test
    void aJoinThatBeginsBeforeTheRoomLearnsOfTheLeaveIsAnswered() throws Exception {
        node.roomOptions.put("board", RoomOptions.none().history(5, Duration.ofMinutes(5)));
        FakeTransport transport = new FakeTransport(FakeTransport.Mode.INLINE);
        LiveConnection connection = node.connect(transport);
        RoomPosition position =
                node.manager.room("board").position().toCompletableFuture().join();
        connection.joinRoom("board");
        Thread teller = start(() -> connection.joinRoom("other"));
        pass(blocked);
        connection.leaveRoom("board"); // the teller tells of it later
        node.manager.room("board").broadcastText("missed");
        CountDownLatch locked = new CountDownLatch(1);
        CountDownLatch unlock = new CountDownLatch(1);
        Thread locker = start(() -> connection.membership().join("third", () -> {
            locked.countDown();
            pass(unlock);
            return false;
        }));
        pass(locked);
        CompletableFuture<Recovery> recovery = new CompletableFuture<>();
        Thread joiner = start(() -> connection.joinRoom("board", position).whenComplete((recovered, failure) -> {
            if (failure == null) {
                recovery.complete(recovered);
            } else {
                recovery.completeExceptionally(failure);
            }
        }));
        await().until(() -> joiner.getState() == Thread.State.BLOCKED); // it holds back, and is not a member
        telling.countDown();
        pass(leftIsTold);
        unlock.countDown();
        assertThat(recovery.get(60, TimeUnit.SECONDS).isRecovered()).isTrue();
        node.manager.room("board").broadcastText("live");
        assertThat(transport.texts()).containsExactly("missed", "live");
        teller.join();
        locker.join();
        joiner.join();
    }

    @Test
    void aConnectionJoinsAgainBeforeTheRoomLearnsOfTheLeave() throws Exception {
        node.roomOptions.put("board", RoomOptions.none().history(5, Duration.ofMinutes(5)));
        LiveConnection connection = node.connect();
        Thread teller = start(() -> connection.joinRoom("other"));
        pass(blocked);
        assertThat(recovery(connection)).isNotNull();
        connection.leaveRoom("board"); // the teller tells of it later
        assertThat(recovery(connection)).isNotNull();
        telling.countDown();
        teller.join();
        assertThat(connection.isInRoom("board")).isTrue();
    }

    @Test
    void aJoinFailsWhoseConnectionLeavesBeforeItIsAnswered() throws Exception {
        node.roomOptions.put("board", RoomOptions.none().history(5, Duration.ofMinutes(5)));
        LiveConnection connection = node.connect();
        Thread teller = start(() -> connection.joinRoom("other"));
        pass(blocked);
        CompletableFuture<Recovery> join = connection
                .joinRoom("board", RoomPosition.NONE, recovery -> {
                    connection.leaveRoom("board"); // the teller tells of it later
                    node.manager.room("board").broadcastText("missed");
                    return Message.text("joined");
                })
                .toCompletableFuture();
        assertThatThrownBy(() -> join.get(60, TimeUnit.SECONDS)).hasMessageContaining("TIDEWAY-465");
        assertThat(connection.isOpen()).isTrue();
        telling.countDown();
        teller.join();
    }

    @Test
    void aJoinThatIsGivenUpKeepsTheMembershipThatHasFollowedItsOwn() throws Exception {
        FakeTransport transport = new FakeTransport(FakeTransport.Mode.INLINE);
        LiveConnection connection = joinsAgainWithin(transport, () -> {
            throw new IllegalStateException("not recovered, as this test wants");
        });
        assertThat(connection.isInRoom("board")).isTrue();
        assertThat(transport.texts()).containsExactly("live");
    }

    @Test
    void aJoinFailsWhoseConnectionLeavesAndJoinsAgainBeforeItIsAnswered() throws Exception {
        FakeTransport transport = new FakeTransport(FakeTransport.Mode.INLINE);
        LiveConnection connection = joinsAgainWithin(transport, () -> Message.text("joined"));
        assertThat(connection.isInRoom("board")).isTrue();
        assertThat(transport.texts()).containsExactly("live");
    }

    /**
     * Joins with a position; before the answer the connection leaves and joins again, of which the room learns later.
     */
    private LiveConnection joinsAgainWithin(FakeTransport transport, Supplier<Message> reply) throws Exception {
        node.roomOptions.put("board", RoomOptions.none().history(5, Duration.ofMinutes(5)));
        LiveConnection connection = node.connect(transport);
        Thread teller = start(() -> connection.joinRoom("other"));
        pass(blocked);
        CompletableFuture<Recovery> join = connection
                .joinRoom("board", RoomPosition.NONE, recovery -> {
                    connection.leaveRoom("board");
                    connection.joinRoom("board");
                    return reply.get();
                })
                .toCompletableFuture();
        assertThatThrownBy(() -> join.get(60, TimeUnit.SECONDS)).isNotNull();
        node.manager.room("board").broadcastText("live");
        telling.countDown();
        teller.join();
        return connection;
    }

    @Test
    void aRoomForgetsAJoinThatIsCancelled() throws Exception {
        node.roomOptions.put("board", RoomOptions.none().history(5, Duration.ofMinutes(5)));
        LiveConnection connection = node.connect();
        Thread teller = start(() -> connection.joinRoom("other"));
        pass(blocked);
        for (int i = 0; i < 500; i++) { // beyond what waits, a join and its leave are not told
            connection.joinRoom("filler");
            connection.leaveRoom("filler");
        }
        assertThat(recovery(connection)).isNotNull();
        connection.leaveRoom("board");
        assertThat(recovery(connection)).isNotNull(); // or the room would take the first join to be under way
        telling.countDown();
        teller.join();
    }

    private static Recovery recovery(LiveConnection connection) throws Exception {
        return connection
                .joinRoom("board", RoomPosition.NONE)
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);
    }

    private static Thread start(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void pass(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
