package io.tideway.ws.internal.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.SendResult;
import io.tideway.ws.internal.fixture.FakeTransport;
import io.tideway.ws.internal.fixture.FakeTransport.Mode;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FlusherTest {
    private final Recipients recipients = new Recipients();
    private final Queue<Runnable> ownThread = new ArrayDeque<>();

    @Test
    void writesAFewIdleQueuesAtOnce() {
        List<OutboundQueue> queues = recipients.queues(2, Mode.INLINE);
        recipients.broadcast(queues, "a");
        assertThat(recipients.threads).isEmpty();
        assertThat(recipients.transports)
                .allSatisfy(transport -> assertThat(transport.texts()).containsExactly("a"));
    }

    @Test
    void leavesManyQueuesToAThread() {
        List<OutboundQueue> queues = recipients.queues(3, Mode.INLINE);
        recipients.broadcast(queues, "a");
        assertThat(recipients.transports)
                .allSatisfy(transport -> assertThat(transport.count()).isZero());
        recipients.runThreads();
        assertThat(recipients.transports)
                .allSatisfy(transport -> assertThat(transport.texts()).containsExactly("a"));
    }

    @Test
    void writesWhatWaitsInAQueueTogetherAndInOrder() {
        List<OutboundQueue> queues = recipients.queues(5, Mode.INLINE);
        IntStream.range(0, 10).forEach(i -> recipients.broadcast(queues, "text " + i));
        recipients.runThreads();
        assertThat(recipients.transports).allSatisfy(transport -> {
            assertThat(transport.writes()).containsExactly(10);
            assertThat(transport.texts())
                    .isEqualTo(IntStream.range(0, 10).mapToObj(i -> "text " + i).toList());
        });
    }

    @Test
    void writesNoMoreTogetherThanTheTransportTakes() {
        List<OutboundQueue> queues = recipients.queues(3, Mode.INLINE);
        String text = "x".repeat(398); // 402 bytes as a frame
        IntStream.range(0, 5).forEach(i -> recipients.broadcast(queues, text));
        recipients.runThreads();
        assertThat(recipients.transports)
                .allSatisfy(transport -> assertThat(transport.writes()).containsExactly(2, 2, 1));
    }

    @Test
    void writesAMessageThatIsLargerThanABatchAlone() {
        List<OutboundQueue> queues = recipients.queues(3, Mode.INLINE);
        recipients.broadcast(queues, "small");
        recipients.broadcast(queues, "x".repeat(5 * Recipients.BATCH));
        recipients.broadcast(queues, "small");
        recipients.runThreads();
        assertThat(recipients.transports)
                .allSatisfy(transport -> assertThat(transport.writes()).containsExactly(1, 1, 1));
    }

    @Test
    void sendsWaitTheirTurnBehindABroadcast() {
        List<OutboundQueue> queues = recipients.queues(3, Mode.INLINE);
        recipients.broadcast(queues, "first");
        assertThat(queues.get(0).offer(Payload.text("second"))).isEqualTo(SendResult.QUEUED);
        assertThat(recipients.transports.get(0).count()).isZero();
        recipients.runThreads();
        assertThat(recipients.transports.get(0).texts()).containsExactly("first", "second");
    }

    @Test
    void startsNoMoreThreadsThanAllowed() {
        List<OutboundQueue> queues = recipients.queues(10_000, Mode.INLINE);
        recipients.broadcast(queues, "a");
        assertThat(recipients.threads).hasSize(2);
    }

    @Test
    void startsNoMoreThreadsThanHaveEnoughToDo() {
        recipients.broadcast(recipients.queues(2000, Mode.INLINE), "a");
        assertThat(recipients.threads).hasSize(1);
        recipients.broadcast(recipients.queues(2000, Mode.INLINE), "a");
        assertThat(recipients.threads).hasSize(2);
    }

    @Test
    void leavesAQueueToTheThreadOfItsTransport() {
        OutboundQueue queue = ownThreadQueue();
        List<OutboundQueue> queues = List.of(queue);
        recipients.broadcast(queues, "a");
        recipients.broadcast(queues, "b");
        assertThat(recipients.threads).isEmpty();
        assertThat(ownThread).hasSize(1);
        assertThat(recipients.transports.get(0).count()).isZero();
        runOwnThread();
        assertThat(recipients.transports.get(0).texts()).containsExactly("a", "b");
        assertThat(recipients.transports.get(0).writes()).containsExactly(2);
    }

    @Test
    void theThreadOfATransportWritesOneBatchAtATime() {
        OutboundQueue queue = ownThreadQueue();
        IntStream.range(0, 3).forEach(i -> recipients.broadcast(List.of(queue), "x".repeat(800)));
        ownThread.remove().run();
        assertThat(recipients.transports.get(0).writes()).containsExactly(1);
        assertThat(ownThread).hasSize(1);
        runOwnThread();
        assertThat(recipients.transports.get(0).writes()).containsExactly(1, 1, 1);
    }

    @Test
    void oneThreadDoesTheWorkOfAllWhileTheOthersAreLate() {
        List<OutboundQueue> queues = recipients.queues(3000, Mode.INLINE);
        recipients.broadcast(queues, "a");
        recipients.threads.remove().run();
        assertThat(recipients.transports)
                .allSatisfy(transport -> assertThat(transport.texts()).containsExactly("a"));
        recipients.broadcast(queues, "b");
        recipients.runThreads();
        assertThat(recipients.transports)
                .allSatisfy(transport -> assertThat(transport.texts()).containsExactly("a", "b"));
    }

    @Test
    void goesOnWithAQueueWhoseWriteCompletesAfterTheRound() {
        List<OutboundQueue> queues = recipients.queues(3, Mode.ON_DEMAND);
        recipients.broadcast(queues, "a");
        recipients.runThreads();
        recipients.broadcast(queues, "b");
        recipients.runThreads();
        assertThat(recipients.transports)
                .allSatisfy(transport -> assertThat(transport.texts()).containsExactly("a"));
        recipients.transports.forEach(FakeTransport::completeAll);
        assertThat(recipients.transports).allSatisfy(transport -> {
            assertThat(transport.texts()).containsExactly("a", "b");
            assertThat(transport.mostInFlight()).isEqualTo(1);
        });
    }

    @Test
    void closesAfterWhatABroadcastLeft() {
        List<OutboundQueue> queues = recipients.queues(3, Mode.INLINE);
        recipients.broadcast(queues, "a");
        queues.forEach(queue -> queue.close(CloseFrame.NORMAL));
        assertThat(recipients.transports)
                .allSatisfy(transport -> assertThat(transport.closes()).isEmpty());
        recipients.runThreads();
        assertThat(recipients.transports).allSatisfy(transport -> {
            assertThat(transport.texts()).containsExactly("a");
            assertThat(transport.closes()).containsExactly(CloseFrame.NORMAL);
        });
    }

    private void runOwnThread() {
        while (!ownThread.isEmpty()) {
            ownThread.remove().run();
        }
    }

    private OutboundQueue ownThreadQueue() {
        FakeTransport transport = new FakeTransport(Mode.INLINE, Recipients.BATCH, ownThread::add);
        recipients.transports.add(transport);
        return recipients.queue(transport);
    }
}
