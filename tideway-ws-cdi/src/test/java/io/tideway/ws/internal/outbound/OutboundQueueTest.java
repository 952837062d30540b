package io.tideway.ws.internal.outbound;

import static io.tideway.ws.internal.fixture.FakeTransport.Mode.FAILING;
import static io.tideway.ws.internal.fixture.FakeTransport.Mode.INLINE;
import static io.tideway.ws.internal.fixture.FakeTransport.Mode.ON_DEMAND;
import static io.tideway.ws.internal.fixture.FakeTransport.Mode.THROWING;
import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.OverflowPolicy;
import io.tideway.ws.SendResult;
import io.tideway.ws.internal.fixture.FakeClock;
import io.tideway.ws.internal.fixture.FakeTransport;
import io.tideway.ws.internal.threads.Pools;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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

    @ParameterizedTest
    @EnumSource(OverflowPolicy.class)
    void boundsMessages(OverflowPolicy policy) {
        OutboundQueue queue = queue(3, 1000, policy);
        assertThat(offer(queue, "a", "b", "c")).containsOnly(SendResult.QUEUED);
        SendResult fourth = queue.offer(Payload.text("d"));
        transport.completeAll();
        switch (policy) {
            case CLOSE -> {
                assertThat(fourth).isEqualTo(SendResult.OVERFLOWED);
                assertThat(transport.texts()).containsExactly("a", "b", "c");
                assertThat(transport.closes())
                        .containsExactly(CloseFrame.TRY_AGAIN_LATER.withReason("outbound queue full"));
                assertThat(listener.overflows).isEqualTo(1);
                assertThat(queue.offer(Payload.text("e"))).isEqualTo(SendResult.CLOSED);
            }
            case DROP_OLDEST -> {
                assertThat(fourth).isEqualTo(SendResult.QUEUED);
                // "a" was in flight and cannot be taken back.
                assertThat(transport.texts()).containsExactly("a", "c", "d");
            }
            case DROP_NEWEST -> {
                assertThat(fourth).isEqualTo(SendResult.DROPPED);
                assertThat(transport.texts()).containsExactly("a", "b", "c");
            }
        }
        assertThat(listener.dropped).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(OverflowPolicy.class)
    void boundsBytesOfUtf8(OverflowPolicy policy) {
        OutboundQueue queue = queue(100, 10, policy);
        offer(queue, "ää", "ä"); // six bytes
        SendResult result = queue.offer(Payload.text("12345"));
        assertThat(queue.queuedBytes()).isLessThanOrEqualTo(10);
        assertThat(result)
                .isEqualTo(
                        switch (policy) {
                            case CLOSE -> SendResult.OVERFLOWED;
                            case DROP_OLDEST -> SendResult.QUEUED;
                            case DROP_NEWEST -> SendResult.DROPPED;
                        });
    }

    @Test
    void dropsNothingForAPayloadThatCouldNotFitAnyway() {
        OutboundQueue queue = queue(100, 10, OverflowPolicy.DROP_OLDEST);
        offer(queue, "1234", "5678");
        assertThat(queue.offer(Payload.text("9 bytes !"))).isEqualTo(SendResult.DROPPED);
        transport.completeAll();
        assertThat(transport.texts()).containsExactly("1234", "5678");
    }

    @Test
    void closesForAPayloadThatNeverFits() {
        OutboundQueue queue = queue(100, 10, OverflowPolicy.CLOSE);
        assertThat(queue.offer(Payload.text("eleven byte"))).isEqualTo(SendResult.OVERFLOWED);
        assertThat(transport.closes()).hasSize(1);
    }

    @Test
    void keepsTheStackFlatWhenWritesCompleteInline() {
        transport = new FakeTransport(INLINE);
        OutboundQueue queue = new OutboundQueue(
                new Gate(transport),
                new OutboundLimits(
                        200_000,
                        1 << 30,
                        OverflowPolicy.CLOSE,
                        CloseFrame.TRY_AGAIN_LATER.withReason("outbound queue full")),
                listener,
                new Flusher(Runnable::run, 1),
                clock);
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
    void tellsOfTheFlushOnceEverythingBeforeIsOutAndNotLater() {
        OutboundQueue queue = queue(100, 1000, OverflowPolicy.CLOSE);
        List<Integer> writtenAtFlush = new ArrayList<>();
        offer(queue, "a", "b");
        flushed(queue).thenRun(() -> writtenAtFlush.add(transport.count()));
        offer(queue, "c");
        transport.complete();
        assertThat(writtenAtFlush).isEmpty();
        transport.complete();
        // The third was not begun before the flush was told.
        assertThat(writtenAtFlush).containsExactly(2);
    }

    @Test
    void tellsOfTheFlushWhenTheConnectionEnds() {
        OutboundQueue queue = queue(100, 1000, OverflowPolicy.CLOSE);
        offer(queue, "a", "b");
        List<String> told = new ArrayList<>();
        flushed(queue).thenRun(() -> told.add("flushed"));
        queue.abandon();
        assertThat(told).containsExactly("flushed");
        assertThat(listener.lost).isEqualTo(2);
    }

    @Test
    void hasNothingToFlushWhereNothingWaits() {
        OutboundQueue queue = queue(100, 1000, OverflowPolicy.CLOSE);
        assertThat(flushed(queue)).isCompleted();
        offer(queue, "a");
        transport.completeAll();
        assertThat(flushed(queue)).isCompleted();
    }

    @Test
    void keepsFlushCallbacksWhenItDropsTheOldest() {
        OutboundQueue queue = queue(2, 1000, OverflowPolicy.DROP_OLDEST);
        List<String> told = new ArrayList<>();
        offer(queue, "a", "b");
        flushed(queue).thenRun(() -> told.add("flushed"));
        offer(queue, "c", "d");
        transport.completeAll();
        assertThat(transport.texts()).containsExactly("a", "d");
        assertThat(told).containsExactly("flushed");
    }

    @Test
    void tellsOnceThatItIsFullUntilItHasBeenEmpty() {
        OutboundQueue queue = queue(1, 1000, OverflowPolicy.DROP_NEWEST);
        offer(queue, "a", "b", "c");
        assertThat(listener.full).isEqualTo(1);
        transport.completeAll();
        offer(queue, "d", "e");
        assertThat(listener.full).isEqualTo(2);
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
    void refusesAPayloadWhereAnotherCloseHasComeBeforeItsOverflow() {
        listener.mayOverflow = false;
        OutboundQueue queue = queue(1, 1000, OverflowPolicy.CLOSE);
        offer(queue, "a");
        assertThat(queue.offer(Payload.text("b"))).isEqualTo(SendResult.CLOSED);
        queue.close(CloseFrame.NORMAL);
        transport.completeAll();
        assertThat(transport.closes()).containsExactly(CloseFrame.NORMAL);
        assertThat(listener.overflows).isZero();
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
    void tellsOfEachFlushInABatch() {
        transport = new FakeTransport(ON_DEMAND, 1000);
        OutboundQueue queue = queue(100, 1000, OverflowPolicy.CLOSE);
        List<String> told = new ArrayList<>();
        offer(queue, "a", "b");
        flushed(queue).thenRun(() -> told.add("b is out"));
        offer(queue, "c");
        flushed(queue).thenRun(() -> told.add("c is out"));
        transport.complete();
        assertThat(told).isEmpty();
        transport.complete();
        assertThat(told).containsExactly("b is out", "c is out");
    }

    @Test
    void dropsTheOldestThatIsNotInFlight() {
        transport = new FakeTransport(ON_DEMAND, 1000);
        OutboundQueue queue = queue(4, 1000, OverflowPolicy.DROP_OLDEST);
        offer(queue, "a", "b", "c");
        transport.complete();
        assertThat(transport.texts()).containsExactly("a", "b", "c");
        offer(queue, "d", "e", "f", "g");
        transport.completeAll();
        assertThat(transport.texts()).containsExactly("a", "b", "c", "f", "g");
        assertThat(listener.dropped).isEqualTo(2);
        assertThat(queue.queuedBytes()).isZero();
    }

    @Test
    void tellsOfAFlushWhoseLastMessageWasDropped() {
        OutboundQueue queue = queue(2, 1000, OverflowPolicy.DROP_OLDEST);
        List<String> told = new ArrayList<>();
        offer(queue, "a", "b");
        flushed(queue).thenRun(() -> told.add("flushed"));
        offer(queue, "c"); // instead of "b"
        transport.complete();
        assertThat(told).containsExactly("flushed");
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

    private static CompletableFuture<Void> flushed(OutboundQueue queue) {
        return Flush.of(List.of(queue), Pools.of(Runnable::run)).toCompletableFuture();
    }

    private OutboundQueue queue(int messages, long bytes, OverflowPolicy policy) {
        return new OutboundQueue(
                transport,
                new OutboundLimits(
                        messages, bytes, policy, CloseFrame.TRY_AGAIN_LATER.withReason("outbound queue full")),
                listener,
                new Flusher(Runnable::run, 1),
                clock);
    }

    private static List<SendResult> offer(OutboundQueue queue, String... texts) {
        return IntStream.range(0, texts.length)
                .mapToObj(i -> queue.offer(Payload.text(texts[i])))
                .toList();
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
