package io.tideway.ws.internal.outbound;

import static io.tideway.ws.internal.fixture.FakeTransport.Mode.FAILING;
import static io.tideway.ws.internal.fixture.FakeTransport.Mode.INLINE;
import static io.tideway.ws.internal.fixture.FakeTransport.Mode.ON_DEMAND;
import static io.tideway.ws.internal.fixture.FakeTransport.Mode.THROWING;
import static io.tideway.ws.internal.outbound.Queues.offer;
import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.OverflowPolicy;
import io.tideway.ws.SendResult;
import io.tideway.ws.internal.fixture.FakeClock;
import io.tideway.ws.internal.fixture.FakeTransport;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutboundQueueTest {
    private final FakeClock clock = new FakeClock();
    private final RecordingListener listener = new RecordingListener();
    private FakeTransport transport = new FakeTransport(ON_DEMAND);

    @Test
    void writesInTheOrderOfTheOffers() {
        OutboundQueue queue = queue(100, 1000, OverflowPolicy.CLOSE);
        offer(queue, "a", "b", "c");
        transport.completeAll();
        assertThat(transport.texts()).containsExactly("a", "b", "c");
        assertThat(listener.sent).isEqualTo(3);
    }

    @Test
    void hasAtMostOneWriteInFlight() {
        OutboundQueue queue = queue(100, 1000, OverflowPolicy.CLOSE);
        offer(queue, "a", "b", "c");
        assertThat(transport.texts()).containsExactly("a");
        transport.completeAll();
        assertThat(transport.mostInFlight()).isEqualTo(1);
    }

    @Test
    void keepsTheStackFlatWhenWritesCompleteInline() {
        transport = new FakeTransport(INLINE);
        OutboundQueue queue = Queues.open(new Gate(transport), listener, 200_000, 1 << 30, OverflowPolicy.CLOSE);
        queue.offer(Payload.text("held"));
        for (int i = 0; i < 100_000; i++) {
            queue.offer(Payload.text("x"));
        }
        Gate.open(queue);
        assertThat(transport.count()).isEqualTo(100_000);
        assertThat(transport.deepest()).isBetween(1, 150);
        assertThat(queue.queuedMessages()).isZero();
    }

    @Test
    void tellsHowLongAWriteThatNeverCompletesHasTaken() {
        OutboundQueue queue = queue(100, 1000, OverflowPolicy.CLOSE);
        assertThat(queue.writingFor()).isZero();
        offer(queue, "a");
        clock.advance(Duration.ofSeconds(11));
        assertThat(queue.writingFor()).isEqualTo(Duration.ofSeconds(11).toNanos());
        transport.complete();
        assertThat(queue.writingFor()).isZero();
    }

    @Test
    void endsAtAFailedWriteAndReportsWhatIsLost() {
        OutboundQueue queue = queue(100, 1000, OverflowPolicy.CLOSE);
        offer(queue, "a", "b", "c");
        transport.fail();
        assertThat(listener.failures).hasSize(1);
        assertThat(listener.lost).isEqualTo(3);
        assertThat(queue.queuedMessages()).isZero();
        assertThat(queue.queuedBytes()).isZero();
        assertThat(queue.offer(Payload.text("d"))).isEqualTo(SendResult.CLOSED);
    }

    @Test
    void takesAWriteThatFailsInlineOrThrowsForFailed() {
        for (FakeTransport.Mode mode : List.of(FAILING, THROWING)) {
            transport = new FakeTransport(mode);
            OutboundQueue queue = queue(100, 1000, OverflowPolicy.CLOSE);
            queue.offer(Payload.text("a"));
            assertThat(queue.offer(Payload.text("b"))).isEqualTo(SendResult.CLOSED);
        }
        assertThat(listener.failures).hasSize(2);
    }

    @Test
    void sendsTheCloseAfterWhatWasQueuedBefore() {
        OutboundQueue queue = queue(100, 1000, OverflowPolicy.CLOSE);
        offer(queue, "a", "b");
        queue.close(CloseFrame.NORMAL);
        queue.close(CloseFrame.GOING_AWAY);
        assertThat(queue.offer(Payload.text("c"))).isEqualTo(SendResult.CLOSED);
        assertThat(transport.closes()).isEmpty();
        transport.completeAll();
        assertThat(transport.texts()).containsExactly("a", "b");
        assertThat(transport.closes()).containsExactly(CloseFrame.NORMAL);
    }

    @Test
    void letsAHeartbeatPingOvertakeAndDoesNotCountIt() {
        OutboundQueue queue = queue(2, 1000, OverflowPolicy.CLOSE);
        offer(queue, "a", "b");
        Payload ping = Payload.ping(ByteBuffer.allocate(0));
        queue.ping(ping);
        queue.ping(ping);
        assertThat(queue.queuedMessages()).isEqualTo(2);
        transport.completeAll();
        assertThat(transport.kinds()).containsExactly(Payload.Kind.TEXT, Payload.Kind.PING, Payload.Kind.TEXT);
        assertThat(listener.sent).isEqualTo(2);
    }

    @Test
    void ignoresACompletionWhileNothingIsInFlightAndAfterTheEnd() {
        OutboundQueue queue = queue(100, 1000, OverflowPolicy.CLOSE);
        offer(queue, "a");
        queue.written();
        queue.written();
        queue.failed(new IllegalStateException("late"));
        assertThat(listener.sent).isEqualTo(1);
        assertThat(queue.offer(Payload.text("b"))).isEqualTo(SendResult.QUEUED);
        queue.abandon();
        queue.written();
        assertThat(listener.failures).isEmpty();
        assertThat(queue.queuedMessages()).isZero();
    }

    @Test
    void writesTogetherWhatWaitedForAWrite() {
        transport = new FakeTransport(ON_DEMAND, 1000);
        OutboundQueue queue = queue(100, 1000, OverflowPolicy.CLOSE);
        offer(queue, "a", "b", "c", "d");
        transport.complete();
        assertThat(transport.writes()).containsExactly(1, 3);
        assertThat(queue.queuedMessages()).isEqualTo(3);
        transport.complete();
        assertThat(queue.queuedMessages()).isZero();
        assertThat(queue.queuedBytes()).isZero();
        assertThat(transport.texts()).containsExactly("a", "b", "c", "d");
        assertThat(listener.sent).isEqualTo(4);
    }

    @Test
    void takesAPingAlongAheadOfWhatWaits() {
        transport = new FakeTransport(ON_DEMAND, 1000);
        OutboundQueue queue = queue(100, 1000, OverflowPolicy.CLOSE);
        offer(queue, "a", "b");
        queue.ping(Payload.ping(ByteBuffer.allocate(0)));
        transport.completeAll();
        assertThat(transport.writes()).containsExactly(1, 2);
        assertThat(transport.kinds()).containsExactly(Payload.Kind.TEXT, Payload.Kind.PING, Payload.Kind.TEXT);
        assertThat(listener.sent).isEqualTo(2);
    }

    @Test
    void keepsAPingBehindTheFirstOfWhatIsHeldBack() {
        transport = new FakeTransport(ON_DEMAND, 1000);
        OutboundQueue queue = queue(100, 1000, OverflowPolicy.CLOSE);
        queue.hold();
        queue.ping(Payload.ping(ByteBuffer.allocate(0)));
        offer(queue, "b");
        queue.release(Payload.text("a"));
        transport.completeAll();
        assertThat(transport.kinds()).containsExactly(Payload.Kind.TEXT, Payload.Kind.PING, Payload.Kind.TEXT);
        assertThat(transport.texts()).containsExactly("a", "b");
        assertThat(queue.isPinging()).isFalse();
        assertThat(queue.queuedMessages()).isZero();
    }

    @Test
    void keepsOrderAndCountsOverManyRounds() {
        transport = new FakeTransport(ON_DEMAND, 40);
        OutboundQueue queue = queue(1000, 100_000, OverflowPolicy.CLOSE);
        List<String> expected = new ArrayList<>();
        for (int round = 1; round <= 100; round++) {
            for (int i = 0; i < round % 13; i++) {
                String text = round + "/" + i;
                expected.add(text);
                queue.offer(Payload.text(text));
            }
            transport.completeUpTo(round % 5);
            if (round % 7 == 0) {
                queue.trim();
            }
        }
        transport.completeAll();
        assertThat(transport.texts()).isEqualTo(expected);
        assertThat(queue.queuedMessages()).isZero();
        assertThat(queue.queuedBytes()).isZero();
        assertThat(listener.sent).isEqualTo(expected.size());
    }

    @Test
    void refusesAPayloadWhoseAdmissionIsWithdrawn() {
        OutboundQueue queue = queue(100, 1000, OverflowPolicy.CLOSE);
        DeferredWrites writes = new Flusher(Runnable::run, 1).begin();
        assertThat(queue.offer(Payload.text("a"), () -> false, writes)).isEqualTo(Outcome.NOT_ADMITTED);
        assertThat(queue.offer(Payload.text("b"), () -> true, writes)).isEqualTo(Outcome.QUEUED);
        writes.end();
        assertThat(transport.texts()).containsExactly("b");
    }

    private OutboundQueue queue(int messages, long bytes, OverflowPolicy policy) {
        return Queues.open(transport, listener, messages, bytes, policy, clock);
    }

    /** Holds the first write back, so that a long queue builds up behind it. */
    private record Gate(FakeTransport behind) implements TransportWriter {
        @Override
        public void write(WriteBatch batch, Completion completion) {
            if (!batch.first().text().equals("held")) {
                behind.write(batch, completion);
            }
        }

        @Override
        public void close(CloseFrame frame) {
            behind.close(frame);
        }

        static void open(OutboundQueue queue) {
            queue.written();
        }
    }
}
