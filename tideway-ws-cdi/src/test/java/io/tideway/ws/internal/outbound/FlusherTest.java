package io.tideway.ws.internal.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.OverflowPolicy;
import io.tideway.ws.SendResult;
import io.tideway.ws.internal.fixture.FakeClock;
import io.tideway.ws.internal.fixture.FakeTransport;
import io.tideway.ws.internal.fixture.FakeTransport.Mode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FlusherTest {
    private static final int BATCH = 1000;

    private final Queue<Runnable> threads = new ArrayDeque<>();
    private final Queue<Runnable> ownThread = new ArrayDeque<>();
    private final Flusher flusher = new Flusher(threads::add, 2);
    private final List<FakeTransport> transports = new ArrayList<>();

    @Test
    void writesAFewIdleQueuesAtOnce() {
        List<OutboundQueue> queues = queues(2, Mode.INLINE);
        broadcast(queues, "a");
        assertThat(threads).isEmpty();
        assertThat(transports)
                .allSatisfy(transport -> assertThat(transport.texts()).containsExactly("a"));
    }

    @Test
    void leavesManyQueuesToAThread() {
        List<OutboundQueue> queues = queues(3, Mode.INLINE);
        broadcast(queues, "a");
        assertThat(transports)
                .allSatisfy(transport -> assertThat(transport.count()).isZero());
        runThreads();
        assertThat(transports)
                .allSatisfy(transport -> assertThat(transport.texts()).containsExactly("a"));
    }

    @Test
    void writesWhatWaitsInAQueueTogetherAndInOrder() {
        List<OutboundQueue> queues = queues(5, Mode.INLINE);
        IntStream.range(0, 10).forEach(i -> broadcast(queues, "text " + i));
        runThreads();
        assertThat(transports).allSatisfy(transport -> {
            assertThat(transport.writes()).containsExactly(10);
            assertThat(transport.texts())
                    .isEqualTo(IntStream.range(0, 10).mapToObj(i -> "text " + i).toList());
        });
    }

    @Test
    void writesNoMoreTogetherThanTheTransportTakes() {
        List<OutboundQueue> queues = queues(3, Mode.INLINE);
        String text = "x".repeat(398); // 402 bytes as a frame
        IntStream.range(0, 5).forEach(i -> broadcast(queues, text));
        runThreads();
        assertThat(transports)
                .allSatisfy(transport -> assertThat(transport.writes()).containsExactly(2, 2, 1));
    }

    @Test
    void writesAMessageThatIsLargerThanABatchAlone() {
        List<OutboundQueue> queues = queues(3, Mode.INLINE);
        broadcast(queues, "small");
        broadcast(queues, "x".repeat(5 * BATCH));
        broadcast(queues, "small");
        runThreads();
        assertThat(transports)
                .allSatisfy(transport -> assertThat(transport.writes()).containsExactly(1, 1, 1));
    }

    @Test
    void sendsWaitTheirTurnBehindABroadcast() {
        List<OutboundQueue> queues = queues(3, Mode.INLINE);
        broadcast(queues, "first");
        assertThat(queues.get(0).offer(Payload.text("second"))).isEqualTo(SendResult.QUEUED);
        assertThat(transports.get(0).count()).isZero();
        runThreads();
        assertThat(transports.get(0).texts()).containsExactly("first", "second");
    }

    @Test
    void startsNoMoreThreadsThanAllowed() {
        List<OutboundQueue> queues = queues(10_000, Mode.INLINE);
        broadcast(queues, "a");
        assertThat(threads).hasSize(2);
    }

    @Test
    void startsNoMoreThreadsThanHaveEnoughToDo() {
        broadcast(queues(2000, Mode.INLINE), "a");
        assertThat(threads).hasSize(1);
        broadcast(queues(2000, Mode.INLINE), "a");
        assertThat(threads).hasSize(2);
    }

    @Test
    void leavesAQueueToTheThreadOfItsTransport() {
        OutboundQueue queue = ownThreadQueue();
        List<OutboundQueue> queues = List.of(queue);
        broadcast(queues, "a");
        broadcast(queues, "b");
        assertThat(threads).isEmpty();
        assertThat(ownThread).hasSize(1);
        assertThat(transports.get(0).count()).isZero();
        runOwnThread();
        assertThat(transports.get(0).texts()).containsExactly("a", "b");
        assertThat(transports.get(0).writes()).containsExactly(2);
    }

    @Test
    void theThreadOfAnTransportWritesOneBurstAtATime() {
        OutboundQueue queue = ownThreadQueue();
        IntStream.range(0, 3).forEach(i -> broadcast(List.of(queue), "x".repeat(800)));
        ownThread.remove().run();
        assertThat(transports.get(0).writes()).containsExactly(1);
        assertThat(ownThread).hasSize(1);
        runOwnThread();
        assertThat(transports.get(0).writes()).containsExactly(1, 1, 1);
    }

    @Test
    void oneThreadDoesTheWorkOfAllWhileTheOthersAreLate() {
        List<OutboundQueue> queues = queues(3000, Mode.INLINE);
        broadcast(queues, "a");
        threads.remove().run();
        assertThat(transports)
                .allSatisfy(transport -> assertThat(transport.texts()).containsExactly("a"));
        broadcast(queues, "b");
        runThreads();
        assertThat(transports)
                .allSatisfy(transport -> assertThat(transport.texts()).containsExactly("a", "b"));
    }

    @Test
    void goesOnWithAQueueWhoseWriteCompletesAfterTheRound() {
        List<OutboundQueue> queues = queues(3, Mode.ON_DEMAND);
        broadcast(queues, "a");
        runThreads();
        broadcast(queues, "b");
        runThreads();
        assertThat(transports)
                .allSatisfy(transport -> assertThat(transport.texts()).containsExactly("a"));
        transports.forEach(FakeTransport::completeAll);
        assertThat(transports).allSatisfy(transport -> {
            assertThat(transport.texts()).containsExactly("a", "b");
            assertThat(transport.mostInFlight()).isEqualTo(1);
        });
    }

    @Test
    void closesAfterWhatABroadcastLeft() {
        List<OutboundQueue> queues = queues(3, Mode.INLINE);
        broadcast(queues, "a");
        queues.forEach(queue -> queue.close(CloseFrame.NORMAL));
        assertThat(transports)
                .allSatisfy(transport -> assertThat(transport.closes()).isEmpty());
        runThreads();
        assertThat(transports).allSatisfy(transport -> {
            assertThat(transport.texts()).containsExactly("a");
            assertThat(transport.closes()).containsExactly(CloseFrame.NORMAL);
        });
    }

    @Test
    void oneFailingQueueCostsTheOthersNothing() {
        List<OutboundQueue> queues = new ArrayList<>(queues(2, Mode.INLINE));
        queues.add(1, queue(new FakeTransport(Mode.THROWING, BATCH)));
        broadcast(queues, "a");
        runThreads();
        assertThat(transports)
                .allSatisfy(transport -> assertThat(transport.texts()).containsExactly("a"));
    }

    @Test
    void aSenderWritesAFewBatchesAndLeavesWhatOthersFillInToTheFlusher() {
        BusyTransport transport = new BusyTransport(50);
        OutboundQueue queue = queue(transport);
        transport.others = () -> queue.offer(Payload.text("another"));
        queue.offer(Payload.text("own"));
        assertThat(transport.count()).isEqualTo(4);
        assertThat(threads).hasSize(1);
        runThreads();
        assertThat(transport.count()).isEqualTo(51);
        assertThat(queue.queuedMessages()).isZero();
    }

    @Test
    void theThreadThatCompletesAWriteLeavesTheRestToTheFlusherToo() {
        BusyTransport transport = new BusyTransport(0);
        OutboundQueue queue = queue(transport);
        transport.holdsFirst = true;
        IntStream.range(0, 20).forEach(i -> queue.offer(Payload.text("x".repeat(990))));
        assertThat(transport.count()).isEqualTo(1);
        queue.written();
        assertThat(transport.count()).isEqualTo(5);
        runThreads();
        assertThat(transport.count()).isEqualTo(20);
    }

    @Test
    void aSenderLeavesTheRestToTheThreadOfTheTransportWhereItHasOne() {
        BusyTransport transport = new BusyTransport(50, ownThread::add);
        OutboundQueue queue = queue(transport);
        transport.others = () -> queue.offer(Payload.text("another"));
        queue.offer(Payload.text("own"));
        assertThat(threads).isEmpty();
        assertThat(ownThread).hasSize(1);
        runOwnThread();
        assertThat(transport.count()).isEqualTo(51);
    }

    @Test
    void writesOnTheCallersThreadWhereThereIsNoOther() {
        Flusher stopped = new Flusher(
                task -> {
                    throw new RejectedExecutionException("stopped");
                },
                2);
        List<OutboundQueue> queues = queues(3, Mode.INLINE);
        DeferredWrites writes = stopped.begin();
        queues.forEach(queue -> queue.offer(Payload.text("a"), Admission.ALWAYS, writes));
        writes.end();
        assertThat(transports)
                .allSatisfy(transport -> assertThat(transport.texts()).containsExactly("a"));
    }

    @Test
    void queuesForWhichThereIsNoMemoryHaveFailed() {
        Flusher full = new Flusher(threads::add, 2, 8, new FailingQueue());
        List<OutboundQueue> queues = queues(3, Mode.INLINE);
        broadcast(full, queues, "a");
        assertThat(queues)
                .allSatisfy(queue -> assertThat(queue.offer(Payload.text("b"))).isEqualTo(SendResult.CLOSED));
    }

    @Test
    void aRoundThatFailsDoesNotKeepLaterOnesFromStarting() {
        FailingQueue work = new FailingQueue();
        Flusher failing = new Flusher(threads::add, 1, 8, work);
        List<OutboundQueue> queues = queues(3, Mode.INLINE);
        work.addFails = false;
        broadcast(failing, queues, "a");
        work.pollFails = true;
        threads.remove().run();
        work.pollFails = false;
        runThreads();
        broadcast(failing, queues(3, Mode.INLINE), "a");
        runThreads();
        assertThat(transports)
                .allSatisfy(transport -> assertThat(transport.texts()).containsExactly("a"));
    }

    /** Has no memory for what is added, or fails where something is taken. */
    private static final class FailingQueue extends ArrayDeque<WritingQueue[]> {
        private static final long serialVersionUID = 1L;

        private boolean addFails = true;
        private boolean pollFails;

        @Override
        public boolean add(WritingQueue[] queues) {
            if (addFails) {
                throw new OutOfMemoryError("Java heap space");
            }
            return super.add(queues);
        }

        @Override
        public WritingQueue[] poll() {
            if (pollFails) {
                pollFails = false;
                throw new OutOfMemoryError("Java heap space");
            }
            return super.poll();
        }
    }

    private void broadcast(List<OutboundQueue> queues, String text) {
        broadcast(flusher, queues, text);
    }

    private static void broadcast(Flusher flusher, List<OutboundQueue> queues, String text) {
        Payload payload = Payload.text(text);
        DeferredWrites writes = flusher.begin();
        queues.forEach(queue ->
                assertThat(queue.offer(payload, Admission.ALWAYS, writes)).isEqualTo(Outcome.QUEUED));
        writes.end();
    }

    private void runThreads() {
        while (!threads.isEmpty()) {
            threads.remove().run();
        }
    }

    private void runOwnThread() {
        while (!ownThread.isEmpty()) {
            ownThread.remove().run();
        }
    }

    private OutboundQueue ownThreadQueue() {
        FakeTransport transport = new FakeTransport(Mode.INLINE, BATCH, ownThread::add);
        transports.add(transport);
        return queue(transport);
    }

    private List<OutboundQueue> queues(int count, Mode mode) {
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    FakeTransport transport = new FakeTransport(mode, BATCH);
                    transports.add(transport);
                    return queue(transport);
                })
                .toList();
    }

    private OutboundQueue queue(FakeTransport transport) {
        OutboundLimits limits = new OutboundLimits(
                100, 1 << 20, OverflowPolicy.CLOSE, CloseFrame.TRY_AGAIN_LATER.withReason("outbound queue full"));
        return new OutboundQueue(transport, limits, new RecordingListener(), flusher, new FakeClock());
    }

    /** Completes each write at once, while others send as fast as it writes. */
    private static final class BusyTransport extends FakeTransport {
        private int left;
        private boolean holdsFirst;
        private Runnable others = () -> {};

        BusyTransport(int messagesOfOthers) {
            this(messagesOfOthers, null);
        }

        BusyTransport(int messagesOfOthers, Executor ownThread) {
            super(Mode.INLINE, BATCH, ownThread);
            left = messagesOfOthers;
        }

        @Override
        public void write(WriteBatch batch, Completion completion) {
            if (left > 0) {
                left--;
                others.run();
            }
            boolean held = holdsFirst;
            holdsFirst = false;
            super.write(batch, held ? new Held() : completion);
        }

        private record Held() implements Completion {
            @Override
            public void written() {}

            @Override
            public void failed(Throwable cause) {}
        }
    }
}
