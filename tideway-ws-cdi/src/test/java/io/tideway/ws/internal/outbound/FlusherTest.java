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
    private static final int BURST = 1000;

    private final Queue<Runnable> threads = new ArrayDeque<>();
    private final Queue<Runnable> ownThread = new ArrayDeque<>();
    private final Flusher flusher = new Flusher(threads::add, 2);
    private final List<FakeTransport> transports = new ArrayList<>();

    @Test
    void writesAFewIdleLanesAtOnce() {
        List<OutboundQueue> lanes = lanes(2, Mode.INLINE);
        broadcast(lanes, "a");
        assertThat(threads).isEmpty();
        assertThat(transports)
                .allSatisfy(transport -> assertThat(transport.texts()).containsExactly("a"));
    }

    @Test
    void leavesManyLanesToASweep() {
        List<OutboundQueue> lanes = lanes(3, Mode.INLINE);
        broadcast(lanes, "a");
        assertThat(transports)
                .allSatisfy(transport -> assertThat(transport.count()).isZero());
        runThreads();
        assertThat(transports)
                .allSatisfy(transport -> assertThat(transport.texts()).containsExactly("a"));
    }

    @Test
    void writesWhatWaitsInALaneTogetherAndInOrder() {
        List<OutboundQueue> lanes = lanes(5, Mode.INLINE);
        IntStream.range(0, 10).forEach(i -> broadcast(lanes, "text " + i));
        runThreads();
        assertThat(transports).allSatisfy(transport -> {
            assertThat(transport.writes()).containsExactly(10);
            assertThat(transport.texts())
                    .isEqualTo(IntStream.range(0, 10).mapToObj(i -> "text " + i).toList());
        });
    }

    @Test
    void writesNoMoreTogetherThanTheOutletTakes() {
        List<OutboundQueue> lanes = lanes(3, Mode.INLINE);
        String text = "x".repeat(398); // 402 bytes as a frame
        IntStream.range(0, 5).forEach(i -> broadcast(lanes, text));
        runThreads();
        assertThat(transports)
                .allSatisfy(transport -> assertThat(transport.writes()).containsExactly(2, 2, 1));
    }

    @Test
    void writesAMessageThatIsLargerThanABurstAlone() {
        List<OutboundQueue> lanes = lanes(3, Mode.INLINE);
        broadcast(lanes, "small");
        broadcast(lanes, "x".repeat(5 * BURST));
        broadcast(lanes, "small");
        runThreads();
        assertThat(transports)
                .allSatisfy(transport -> assertThat(transport.writes()).containsExactly(1, 1, 1));
    }

    @Test
    void sendsWaitTheirTurnBehindABroadcast() {
        List<OutboundQueue> lanes = lanes(3, Mode.INLINE);
        broadcast(lanes, "first");
        assertThat(lanes.get(0).offer(Payload.text("second"))).isEqualTo(SendResult.QUEUED);
        assertThat(transports.get(0).count()).isZero();
        runThreads();
        assertThat(transports.get(0).texts()).containsExactly("first", "second");
    }

    @Test
    void startsNoMoreSweepersThanAllowed() {
        List<OutboundQueue> lanes = lanes(10_000, Mode.INLINE);
        broadcast(lanes, "a");
        assertThat(threads).hasSize(2);
    }

    @Test
    void startsNoMoreSweepersThanHaveEnoughToDo() {
        broadcast(lanes(2000, Mode.INLINE), "a");
        assertThat(threads).hasSize(1);
        broadcast(lanes(2000, Mode.INLINE), "a");
        assertThat(threads).hasSize(2);
    }

    @Test
    void leavesALaneToTheThreadOfItsOutlet() {
        OutboundQueue lane = ownThreadLane();
        List<OutboundQueue> lanes = List.of(lane);
        broadcast(lanes, "a");
        broadcast(lanes, "b");
        assertThat(threads).isEmpty();
        assertThat(ownThread).hasSize(1);
        assertThat(transports.get(0).count()).isZero();
        runOwnThread();
        assertThat(transports.get(0).texts()).containsExactly("a", "b");
        assertThat(transports.get(0).writes()).containsExactly(2);
    }

    @Test
    void theThreadOfAnOutletWritesOneBurstAtATime() {
        OutboundQueue lane = ownThreadLane();
        IntStream.range(0, 3).forEach(i -> broadcast(List.of(lane), "x".repeat(800)));
        ownThread.remove().run();
        assertThat(transports.get(0).writes()).containsExactly(1);
        assertThat(ownThread).hasSize(1);
        runOwnThread();
        assertThat(transports.get(0).writes()).containsExactly(1, 1, 1);
    }

    @Test
    void oneSweeperDoesTheWorkOfAllWhileTheOthersAreLate() {
        List<OutboundQueue> lanes = lanes(3000, Mode.INLINE);
        broadcast(lanes, "a");
        threads.remove().run();
        assertThat(transports)
                .allSatisfy(transport -> assertThat(transport.texts()).containsExactly("a"));
        broadcast(lanes, "b");
        runThreads();
        assertThat(transports)
                .allSatisfy(transport -> assertThat(transport.texts()).containsExactly("a", "b"));
    }

    @Test
    void goesOnWithALaneWhoseWriteCompletesAfterTheSweep() {
        List<OutboundQueue> lanes = lanes(3, Mode.ON_DEMAND);
        broadcast(lanes, "a");
        runThreads();
        broadcast(lanes, "b");
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
    void closesAfterWhatASweepWrites() {
        List<OutboundQueue> lanes = lanes(3, Mode.INLINE);
        broadcast(lanes, "a");
        lanes.forEach(lane -> lane.close(CloseFrame.NORMAL));
        assertThat(transports)
                .allSatisfy(transport -> assertThat(transport.closes()).isEmpty());
        runThreads();
        assertThat(transports).allSatisfy(transport -> {
            assertThat(transport.texts()).containsExactly("a");
            assertThat(transport.closes()).containsExactly(CloseFrame.NORMAL);
        });
    }

    @Test
    void oneFailingLaneCostsTheOthersNothing() {
        List<OutboundQueue> lanes = new ArrayList<>(lanes(2, Mode.INLINE));
        lanes.add(1, lane(new FakeTransport(Mode.THROWING, BURST)));
        broadcast(lanes, "a");
        runThreads();
        assertThat(transports)
                .allSatisfy(transport -> assertThat(transport.texts()).containsExactly("a"));
    }

    @Test
    void aSenderWritesAFewBurstsAndLeavesWhatOthersFillInToTheFlusher() {
        BusyTransport transport = new BusyTransport(50);
        OutboundQueue lane = lane(transport);
        transport.others = () -> lane.offer(Payload.text("another"));
        lane.offer(Payload.text("own"));
        assertThat(transport.count()).isEqualTo(4);
        assertThat(threads).hasSize(1);
        runThreads();
        assertThat(transport.count()).isEqualTo(51);
        assertThat(lane.queuedMessages()).isZero();
    }

    @Test
    void whoeverCompletesAWriteLeavesTheRestToTheFlusherToo() {
        BusyTransport transport = new BusyTransport(0);
        OutboundQueue lane = lane(transport);
        transport.holdsFirst = true;
        IntStream.range(0, 20).forEach(i -> lane.offer(Payload.text("x".repeat(990))));
        assertThat(transport.count()).isEqualTo(1);
        lane.written();
        assertThat(transport.count()).isEqualTo(5);
        runThreads();
        assertThat(transport.count()).isEqualTo(20);
    }

    @Test
    void aSenderLeavesTheRestToTheThreadOfTheOutletWhereItHasOne() {
        BusyTransport transport = new BusyTransport(50, ownThread::add);
        OutboundQueue lane = lane(transport);
        transport.others = () -> lane.offer(Payload.text("another"));
        lane.offer(Payload.text("own"));
        assertThat(threads).isEmpty();
        assertThat(ownThread).hasSize(1);
        runOwnThread();
        assertThat(transport.count()).isEqualTo(51);
    }

    @Test
    void sweepsOnTheCallersThreadWhereThereIsNoOther() {
        Flusher stopped = new Flusher(
                task -> {
                    throw new RejectedExecutionException("stopped");
                },
                2);
        List<OutboundQueue> lanes = lanes(3, Mode.INLINE);
        DeferredWrites sweep = stopped.begin();
        lanes.forEach(lane -> lane.offer(Payload.text("a"), Admission.ALWAYS, sweep));
        sweep.end();
        assertThat(transports)
                .allSatisfy(transport -> assertThat(transport.texts()).containsExactly("a"));
    }

    @Test
    void queuesForWhichThereIsNoMemoryHaveFailed() {
        Flusher full = new Flusher(threads::add, 2, 8, new FailingQueue());
        List<OutboundQueue> queues = lanes(3, Mode.INLINE);
        broadcast(full, queues, "a");
        assertThat(queues)
                .allSatisfy(queue -> assertThat(queue.offer(Payload.text("b"))).isEqualTo(SendResult.CLOSED));
    }

    @Test
    void aSweepThatFailsDoesNotKeepLaterOnesFromStarting() {
        FailingQueue work = new FailingQueue();
        Flusher failing = new Flusher(threads::add, 1, 8, work);
        List<OutboundQueue> queues = lanes(3, Mode.INLINE);
        work.addFails = false;
        broadcast(failing, queues, "a");
        work.pollFails = true;
        threads.remove().run();
        work.pollFails = false;
        runThreads();
        broadcast(failing, lanes(3, Mode.INLINE), "a");
        runThreads();
        assertThat(transports)
                .allSatisfy(transport -> assertThat(transport.texts()).containsExactly("a"));
    }

    /** Has no memory for what is added, or fails where something is taken. */
    private static final class FailingQueue extends ArrayDeque<OutboundQueue[]> {
        private static final long serialVersionUID = 1L;

        private boolean addFails = true;
        private boolean pollFails;

        @Override
        public boolean add(OutboundQueue[] queues) {
            if (addFails) {
                throw new OutOfMemoryError("Java heap space");
            }
            return super.add(queues);
        }

        @Override
        public OutboundQueue[] poll() {
            if (pollFails) {
                pollFails = false;
                throw new OutOfMemoryError("Java heap space");
            }
            return super.poll();
        }
    }

    private void broadcast(List<OutboundQueue> lanes, String text) {
        broadcast(flusher, lanes, text);
    }

    private static void broadcast(Flusher flusher, List<OutboundQueue> lanes, String text) {
        Payload payload = Payload.text(text);
        DeferredWrites sweep = flusher.begin();
        lanes.forEach(
                lane -> assertThat(lane.offer(payload, Admission.ALWAYS, sweep)).isEqualTo(Outcome.QUEUED));
        sweep.end();
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

    private OutboundQueue ownThreadLane() {
        FakeTransport transport = new FakeTransport(Mode.INLINE, BURST, ownThread::add);
        transports.add(transport);
        return lane(transport);
    }

    private List<OutboundQueue> lanes(int count, Mode mode) {
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    FakeTransport transport = new FakeTransport(mode, BURST);
                    transports.add(transport);
                    return lane(transport);
                })
                .toList();
    }

    private OutboundQueue lane(FakeTransport transport) {
        OutboundLimits limits = new OutboundLimits(100, 1 << 20, OverflowPolicy.CLOSE);
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
            super(Mode.INLINE, BURST, ownThread);
            left = messagesOfOthers;
        }

        @Override
        public void write(WriteBatch burst, Completion completion) {
            if (left > 0) {
                left--;
                others.run();
            }
            boolean held = holdsFirst;
            holdsFirst = false;
            super.write(burst, held ? new Held() : completion);
        }

        private record Held() implements Completion {
            @Override
            public void written() {}

            @Override
            public void failed(Throwable cause) {}
        }
    }
}
