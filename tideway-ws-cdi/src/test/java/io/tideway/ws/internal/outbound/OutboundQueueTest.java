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
        OutboundQueue lane = lane(100, 1000, OverflowPolicy.CLOSE);
        offer(lane, "a", "b", "c");
        transport.completeAll();
        assertThat(transport.texts()).containsExactly("a", "b", "c");
        assertThat(listener.sent).isEqualTo(3);
    }

    @Test
    void hasAtMostOneWriteInFlight() {
        OutboundQueue lane = lane(100, 1000, OverflowPolicy.CLOSE);
        offer(lane, "a", "b", "c");
        assertThat(transport.texts()).containsExactly("a");
        transport.completeAll();
        assertThat(transport.mostInFlight()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(OverflowPolicy.class)
    void boundsMessages(OverflowPolicy policy) {
        OutboundQueue lane = lane(3, 1000, policy);
        assertThat(offer(lane, "a", "b", "c")).containsOnly(SendResult.QUEUED);
        SendResult fourth = lane.offer(Payload.text("d"));
        transport.completeAll();
        switch (policy) {
            case CLOSE -> {
                assertThat(fourth).isEqualTo(SendResult.OVERFLOWED);
                assertThat(transport.texts()).containsExactly("a", "b", "c");
                assertThat(transport.closes()).extracting(CloseFrame::code).containsExactly(1013);
                assertThat(listener.overflows).isEqualTo(1);
                assertThat(lane.offer(Payload.text("e"))).isEqualTo(SendResult.CLOSED);
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
        OutboundQueue lane = lane(100, 10, policy);
        offer(lane, "ää", "ä"); // six bytes
        SendResult result = lane.offer(Payload.text("12345"));
        assertThat(lane.queuedBytes()).isLessThanOrEqualTo(10);
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
        OutboundQueue lane = lane(100, 10, OverflowPolicy.DROP_OLDEST);
        offer(lane, "1234", "5678");
        assertThat(lane.offer(Payload.text("9 bytes !"))).isEqualTo(SendResult.DROPPED);
        transport.completeAll();
        assertThat(transport.texts()).containsExactly("1234", "5678");
    }

    @Test
    void closesForAPayloadThatNeverFits() {
        OutboundQueue lane = lane(100, 10, OverflowPolicy.CLOSE);
        assertThat(lane.offer(Payload.text("eleven byte"))).isEqualTo(SendResult.OVERFLOWED);
        assertThat(transport.closes()).hasSize(1);
    }

    @Test
    void keepsTheStackFlatWhenWritesCompleteInline() {
        transport = new FakeTransport(INLINE);
        OutboundQueue lane = new OutboundQueue(
                new Gate(transport),
                new OutboundLimits(200_000, 1 << 30, OverflowPolicy.CLOSE),
                listener,
                new Flusher(Runnable::run, 1),
                clock);
        lane.offer(Payload.text("held"));
        for (int i = 0; i < 100_000; i++) {
            lane.offer(Payload.text("x"));
        }
        Gate.open(lane);
        assertThat(transport.count()).isEqualTo(100_000);
        assertThat(transport.deepest()).isBetween(1, 150);
        assertThat(lane.queuedMessages()).isZero();
    }

    @Test
    void tellsHowLongAWriteThatNeverCompletesHasTaken() {
        OutboundQueue lane = lane(100, 1000, OverflowPolicy.CLOSE);
        assertThat(lane.writingFor()).isZero();
        offer(lane, "a");
        clock.advance(Duration.ofSeconds(11));
        assertThat(lane.writingFor()).isEqualTo(Duration.ofSeconds(11).toNanos());
        transport.complete();
        assertThat(lane.writingFor()).isZero();
    }

    @Test
    void endsAtAFailedWriteAndReportsWhatIsLost() {
        OutboundQueue lane = lane(100, 1000, OverflowPolicy.CLOSE);
        offer(lane, "a", "b", "c");
        transport.fail();
        assertThat(listener.failures).hasSize(1);
        assertThat(listener.lost).isEqualTo(3);
        assertThat(lane.queuedMessages()).isZero();
        assertThat(lane.queuedBytes()).isZero();
        assertThat(lane.offer(Payload.text("d"))).isEqualTo(SendResult.CLOSED);
    }

    @Test
    void takesAWriteThatFailsInlineOrThrowsForFailed() {
        for (FakeTransport.Mode mode : List.of(FAILING, THROWING)) {
            transport = new FakeTransport(mode);
            OutboundQueue lane = lane(100, 1000, OverflowPolicy.CLOSE);
            lane.offer(Payload.text("a"));
            assertThat(lane.offer(Payload.text("b"))).isEqualTo(SendResult.CLOSED);
        }
        assertThat(listener.failures).hasSize(2);
    }

    @Test
    void sendsTheCloseAfterWhatWasQueuedBefore() {
        OutboundQueue lane = lane(100, 1000, OverflowPolicy.CLOSE);
        offer(lane, "a", "b");
        lane.close(CloseFrame.NORMAL);
        lane.close(CloseFrame.GOING_AWAY);
        assertThat(lane.offer(Payload.text("c"))).isEqualTo(SendResult.CLOSED);
        assertThat(transport.closes()).isEmpty();
        transport.completeAll();
        assertThat(transport.texts()).containsExactly("a", "b");
        assertThat(transport.closes()).containsExactly(CloseFrame.NORMAL);
    }

    @Test
    void letsAHeartbeatPingOvertakeAndCountsItNot() {
        OutboundQueue lane = lane(2, 1000, OverflowPolicy.CLOSE);
        offer(lane, "a", "b");
        Payload ping = Payload.ping(ByteBuffer.allocate(0));
        lane.ping(ping);
        lane.ping(ping);
        assertThat(lane.queuedMessages()).isEqualTo(2);
        transport.completeAll();
        assertThat(transport.kinds()).containsExactly(Payload.Kind.TEXT, Payload.Kind.PING, Payload.Kind.TEXT);
        assertThat(listener.sent).isEqualTo(2);
    }

    @Test
    void tellsOfTheFlushOnceEverythingBeforeIsOutAndNotLater() {
        OutboundQueue lane = lane(100, 1000, OverflowPolicy.CLOSE);
        List<Integer> writtenAtFlush = new ArrayList<>();
        offer(lane, "a", "b");
        flushed(lane).thenRun(() -> writtenAtFlush.add(transport.count()));
        offer(lane, "c");
        transport.complete();
        assertThat(writtenAtFlush).isEmpty();
        transport.complete();
        // The third was not begun before the flush was told.
        assertThat(writtenAtFlush).containsExactly(2);
    }

    @Test
    void tellsOfTheFlushWhenTheConnectionEnds() {
        OutboundQueue lane = lane(100, 1000, OverflowPolicy.CLOSE);
        offer(lane, "a", "b");
        List<String> told = new ArrayList<>();
        flushed(lane).thenRun(() -> told.add("flushed"));
        lane.abandon();
        assertThat(told).containsExactly("flushed");
        assertThat(listener.lost).isEqualTo(2);
    }

    @Test
    void hasNothingToFlushWhereNothingWaits() {
        OutboundQueue lane = lane(100, 1000, OverflowPolicy.CLOSE);
        assertThat(flushed(lane)).isCompleted();
        offer(lane, "a");
        transport.completeAll();
        assertThat(flushed(lane)).isCompleted();
    }

    @Test
    void keepsFlushCallbacksWhenItDropsTheOldest() {
        OutboundQueue lane = lane(2, 1000, OverflowPolicy.DROP_OLDEST);
        List<String> told = new ArrayList<>();
        offer(lane, "a", "b");
        flushed(lane).thenRun(() -> told.add("flushed"));
        offer(lane, "c", "d");
        transport.completeAll();
        assertThat(transport.texts()).containsExactly("a", "d");
        assertThat(told).containsExactly("flushed");
    }

    @Test
    void tellsOnceThatItIsFullUntilItHasBeenEmpty() {
        OutboundQueue lane = lane(1, 1000, OverflowPolicy.DROP_NEWEST);
        offer(lane, "a", "b", "c");
        assertThat(listener.full).isEqualTo(1);
        transport.completeAll();
        offer(lane, "d", "e");
        assertThat(listener.full).isEqualTo(2);
    }

    @Test
    void ignoresACompletionThatComesTwiceOrAfterTheEnd() {
        OutboundQueue lane = lane(100, 1000, OverflowPolicy.CLOSE);
        offer(lane, "a");
        lane.written();
        lane.written();
        lane.failed(new IllegalStateException("late"));
        assertThat(listener.sent).isEqualTo(1);
        assertThat(lane.offer(Payload.text("b"))).isEqualTo(SendResult.QUEUED);
        lane.abandon();
        lane.written();
        assertThat(listener.failures).isEmpty();
        assertThat(lane.queuedMessages()).isZero();
    }

    @Test
    void writesTogetherWhatWaitedForAWrite() {
        transport = new FakeTransport(ON_DEMAND, 1000);
        OutboundQueue lane = lane(100, 1000, OverflowPolicy.CLOSE);
        offer(lane, "a", "b", "c", "d");
        transport.complete();
        assertThat(transport.writes()).containsExactly(1, 3);
        assertThat(lane.queuedMessages()).isEqualTo(3);
        transport.complete();
        assertThat(lane.queuedMessages()).isZero();
        assertThat(lane.queuedBytes()).isZero();
        assertThat(transport.texts()).containsExactly("a", "b", "c", "d");
        assertThat(listener.sent).isEqualTo(4);
    }

    @Test
    void takesAPingAlongAheadOfWhatWaits() {
        transport = new FakeTransport(ON_DEMAND, 1000);
        OutboundQueue lane = lane(100, 1000, OverflowPolicy.CLOSE);
        offer(lane, "a", "b");
        lane.ping(Payload.ping(ByteBuffer.allocate(0)));
        transport.completeAll();
        assertThat(transport.writes()).containsExactly(1, 2);
        assertThat(transport.kinds()).containsExactly(Payload.Kind.TEXT, Payload.Kind.PING, Payload.Kind.TEXT);
        assertThat(listener.sent).isEqualTo(2);
    }

    @Test
    void tellsOfEachFlushInABurst() {
        transport = new FakeTransport(ON_DEMAND, 1000);
        OutboundQueue lane = lane(100, 1000, OverflowPolicy.CLOSE);
        List<String> told = new ArrayList<>();
        offer(lane, "a", "b");
        flushed(lane).thenRun(() -> told.add("b is out"));
        offer(lane, "c");
        flushed(lane).thenRun(() -> told.add("c is out"));
        transport.complete();
        assertThat(told).isEmpty();
        transport.complete();
        assertThat(told).containsExactly("b is out", "c is out");
    }

    @Test
    void dropsTheOldestThatIsNotInFlight() {
        transport = new FakeTransport(ON_DEMAND, 1000);
        OutboundQueue lane = lane(4, 1000, OverflowPolicy.DROP_OLDEST);
        offer(lane, "a", "b", "c");
        transport.complete();
        assertThat(transport.texts()).containsExactly("a", "b", "c");
        offer(lane, "d", "e", "f", "g");
        transport.completeAll();
        assertThat(transport.texts()).containsExactly("a", "b", "c", "f", "g");
        assertThat(listener.dropped).isEqualTo(2);
        assertThat(lane.queuedBytes()).isZero();
    }

    @Test
    void tellsOfAFlushWhoseLastMessageWasDropped() {
        OutboundQueue lane = lane(2, 1000, OverflowPolicy.DROP_OLDEST);
        List<String> told = new ArrayList<>();
        offer(lane, "a", "b");
        flushed(lane).thenRun(() -> told.add("flushed"));
        offer(lane, "c"); // instead of "b"
        transport.complete();
        assertThat(told).containsExactly("flushed");
    }

    @Test
    void keepsOrderAndCountsOverManyRounds() {
        transport = new FakeTransport(ON_DEMAND, 40);
        OutboundQueue lane = lane(1000, 100_000, OverflowPolicy.CLOSE);
        List<String> expected = new ArrayList<>();
        for (int round = 1; round <= 100; round++) {
            for (int i = 0; i < round % 13; i++) {
                String text = round + "/" + i;
                expected.add(text);
                lane.offer(Payload.text(text));
            }
            transport.completeUpTo(round % 5);
            if (round % 7 == 0) {
                lane.trim();
            }
        }
        transport.completeAll();
        assertThat(transport.texts()).isEqualTo(expected);
        assertThat(lane.queuedMessages()).isZero();
        assertThat(lane.queuedBytes()).isZero();
        assertThat(listener.sent).isEqualTo(expected.size());
    }

    @Test
    void refusesAPayloadWhoseAdmissionIsWithdrawn() {
        OutboundQueue lane = lane(100, 1000, OverflowPolicy.CLOSE);
        DeferredWrites sweep = new Flusher(Runnable::run, 1).begin();
        assertThat(lane.offer(Payload.text("a"), () -> false, sweep)).isEqualTo(Outcome.NOT_ADMITTED);
        assertThat(lane.offer(Payload.text("b"), () -> true, sweep)).isEqualTo(Outcome.QUEUED);
        sweep.end();
        assertThat(transport.texts()).containsExactly("b");
    }

    private static CompletableFuture<Void> flushed(OutboundQueue lane) {
        return Flush.of(List.of(lane), Pools.of(Runnable::run)).toCompletableFuture();
    }

    private OutboundQueue lane(int messages, long bytes, OverflowPolicy policy) {
        return new OutboundQueue(
                transport, new OutboundLimits(messages, bytes, policy), listener, new Flusher(Runnable::run, 1), clock);
    }

    private static List<SendResult> offer(OutboundQueue lane, String... texts) {
        return IntStream.range(0, texts.length)
                .mapToObj(i -> lane.offer(Payload.text(texts[i])))
                .toList();
    }

    /** Holds the first write back, so that a long queue builds up behind it. */
    private record Gate(FakeTransport behind) implements Outlet {
        @Override
        public void write(WriteBatch burst, Completion completion) {
            if (!burst.first().text().equals("held")) {
                behind.write(burst, completion);
            }
        }

        @Override
        public void close(CloseFrame frame) {
            behind.close(frame);
        }

        static void open(OutboundQueue lane) {
            lane.written();
        }
    }
}
