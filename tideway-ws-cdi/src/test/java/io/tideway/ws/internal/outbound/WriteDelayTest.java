package io.tideway.ws.internal.outbound;

import static io.tideway.ws.internal.fixture.FakeTransport.Mode.INLINE;
import static io.tideway.ws.internal.fixture.FakeTransport.Mode.ON_DEMAND;
import static io.tideway.ws.internal.outbound.Queues.offer;
import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.OverflowPolicy;
import io.tideway.ws.SendResult;
import io.tideway.ws.internal.fixture.FakeClock;
import io.tideway.ws.internal.fixture.FakeTimer;
import io.tideway.ws.internal.fixture.FakeTransport;
import io.tideway.ws.internal.threads.Pools;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WriteDelayTest {
    private static final Duration DELAY = Duration.ofMillis(20);
    private static final int BATCH = 1000;
    private static final int MOST_MESSAGES = 100;
    private static final int MOST_BYTES = 10_000;

    private final FakeTimer timer = new FakeTimer();
    private final Flusher flusher = new Flusher(Runnable::run, 1, timer);
    private final RecordingListener listener = new RecordingListener();
    private FakeTransport transport = new FakeTransport(INLINE, BATCH);

    @Test
    void messagesOfTheDelayLeaveInOneWriteInTheirOrder() {
        OutboundQueue queue = queue();
        offer(queue, "a", "b");
        timer.advance(DELAY.dividedBy(4));
        Recipients.broadcast(flusher, List.of(queue), "c");
        offer(queue, "d");
        assertThat(transport.texts()).isEmpty();
        timer.advance(DELAY);
        assertThat(transport.texts()).containsExactly("a", "b", "c", "d");
        assertThat(transport.writes()).containsExactly(4);
        assertThat(queue.queuedMessages()).isZero();
        assertThat(listener.sent).isEqualTo(4);
    }

    @Test
    void theFirstMessageWaitsForTheWholeDelayAndNoLonger() {
        offer(queue(), "a");
        timer.advance(DELAY.minusMillis(1));
        assertThat(transport.texts()).isEmpty();
        timer.advance(Duration.ofMillis(1));
        assertThat(transport.texts()).containsExactly("a");
    }

    @Test
    void noMessageWaitsForMoreThanTheDelayOrLessThanHalfOfIt() {
        List<FakeTransport> clients = new ArrayList<>();
        for (int i = 0; i < DELAY.toMillis(); i++) { // each a millisecond after the one before
            transport = new FakeTransport(INLINE, BATCH);
            clients.add(transport);
            offer(queue(), "a");
            timer.advance(Duration.ofMillis(1));
            int half = (int) DELAY.toMillis() / 2;
            assertThat(clients.subList(Math.max(0, i - half + 2), i + 1))
                    .as("clients that have waited for less than half of the delay")
                    .allMatch(client -> client.texts().isEmpty());
        }
        for (FakeTransport client : clients) {
            assertThat(client.texts()).containsExactly("a");
            timer.advance(Duration.ofMillis(1));
        }
    }

    @Test
    void oneTimerServesAllQueuesAndRestsOnceNothingWaits() {
        List<OutboundQueue> queues =
                IntStream.range(0, 600).mapToObj(i -> queue()).toList();
        Recipients.broadcast(flusher, queues, "a");
        assertThat(timer.waiting()).isEqualTo(1);
        timer.advance(DELAY);
        assertThat(transport.texts()).hasSize(600);
        assertThat(timer.waiting()).isZero();
        Recipients.broadcast(flusher, queues, "b");
        timer.advance(DELAY);
        assertThat(transport.texts()).hasSize(1200);
    }

    @Test
    void whatComesWhileAWriteIsUnderWayLeavesAfterIt() {
        transport = new FakeTransport(ON_DEMAND, BATCH);
        OutboundQueue queue = queue();
        offer(queue, "a");
        timer.advance(DELAY);
        offer(queue, "b");
        transport.complete();
        assertThat(transport.texts()).containsExactly("a", "b");
        transport.complete();
        offer(queue, "c");
        assertThat(transport.texts()).containsExactly("a", "b");
        timer.advance(DELAY);
        assertThat(transport.texts()).containsExactly("a", "b", "c");
    }

    @Test
    void aReplyLeavesAtOnceWhereNothingWaits() {
        OutboundQueue queue = queue();
        assertThat(queue.reply(Payload.text("reply"))).isEqualTo(SendResult.QUEUED);
        assertThat(transport.texts()).containsExactly("reply");
        assertThat(timer.waiting()).isZero();
    }

    @Test
    void aReplyBehindMessagesThatWaitLeavesInTheirWrite() {
        OutboundQueue queue = queue();
        offer(queue, "a");
        assertThat(queue.reply(Payload.text("reply"))).isEqualTo(SendResult.QUEUED);
        assertThat(transport.texts()).isEmpty();
        timer.advance(DELAY);
        assertThat(transport.texts()).containsExactly("a", "reply");
        assertThat(transport.writes()).containsExactly(2);
    }

    @Test
    void whoWaitsForTheFlushDoesNotWaitForTheDelay() {
        List<OutboundQueue> queues = List.of(queue(), queue(), queue());
        Recipients.broadcast(flusher, queues, "a");
        assertThat(Flush.of(queues, Pools.of(Runnable::run)).toCompletableFuture())
                .isCompleted();
        assertThat(transport.texts()).containsExactly("a", "a", "a");
        timer.advance(DELAY);
        assertThat(transport.writes()).containsExactly(1, 1, 1);
    }

    @Test
    void aQueueThatIsWrittenEarlyAndWaitsAgainIsWrittenOnceMore() {
        OutboundQueue queue = queue();
        offer(queue, "a");
        queue.ping(Payload.ping(ByteBuffer.allocate(0)));
        offer(queue, "b", "c");
        timer.advance(DELAY);
        assertThat(transport.texts()).containsExactly("a", "b", "c");
        assertThat(transport.writes()).containsExactly(2, 2);
        assertThat(queue.queuedMessages()).isZero();
    }

    @Test
    void aReplyOfABroadcastLeavesWithItsEndWhereNothingWaits() {
        OutboundQueue queue = queue();
        DeferredWrites writes = flusher.begin();
        assertThat(queue.reply(Payload.text("reply"), Admission.ALWAYS, writes)).isEqualTo(Outcome.QUEUED);
        writes.end();
        assertThat(transport.texts()).containsExactly("reply");
        assertThat(timer.waiting()).isZero();
    }

    @Test
    void aMessageThatDoesNotFitBehindTheDelayedOnesHasThemWrittenFirst() {
        OutboundQueue queue = queue();
        offer(queue, "a");
        String large = "x".repeat(MOST_BYTES);
        assertThat(queue.offer(Payload.text(large))).isEqualTo(SendResult.QUEUED);
        assertThat(transport.texts()).containsExactly("a", large);
        assertThat(listener.overflows).isZero();
    }

    @Test
    void aTimerThatFailsOnceDelaysLaterMessagesAllTheSame() {
        AtomicBoolean fails = new AtomicBoolean();
        Flusher unreliable = new Flusher(Runnable::run, 1, (delay, task) -> {
            if (fails.getAndSet(false)) {
                throw new OutOfMemoryError("simulated");
            }
            timer.after(delay, task);
        });
        OutboundQueue first = queue(unreliable, DELAY);
        offer(first, "a");
        fails.set(true);
        timer.advance(DELAY); // the timer is not scheduled again
        FakeTransport other = new FakeTransport(INLINE, BATCH);
        transport = other;
        OutboundQueue second = queue(unreliable, DELAY);
        offer(second, "b");
        timer.advance(DELAY);
        assertThat(first.queuedMessages()).isZero();
        assertThat(other.texts()).containsExactly("b");
    }

    @Test
    void whatWaitedIsWrittenOnTheThreadsThatWriteAndNotOnTheTimers() {
        Queue<Runnable> threads = new ArrayDeque<>();
        OutboundQueue queue = queue(new Flusher(threads::add, 1, timer), DELAY);
        offer(queue, "a");
        timer.advance(DELAY);
        assertThat(transport.texts()).isEmpty();
        threads.remove().run();
        assertThat(transport.texts()).containsExactly("a");
    }

    @Test
    void aCloseLeavesAtOnceBehindWhatWaits() {
        OutboundQueue queue = queue();
        offer(queue, "a", "b");
        queue.close(CloseFrame.NORMAL);
        assertThat(transport.texts()).containsExactly("a", "b");
        assertThat(transport.closes()).containsExactly(CloseFrame.NORMAL);
        assertThat(queue.offer(Payload.text("c"))).isEqualTo(SendResult.CLOSED);
        timer.advance(DELAY);
        assertThat(transport.writes()).containsExactly(2);
    }

    @Test
    void aPingLeavesAtOnceAheadOfWhatWaits() {
        OutboundQueue queue = queue();
        offer(queue, "a");
        queue.ping(Payload.ping(ByteBuffer.allocate(0)));
        assertThat(transport.kinds()).containsExactly(Payload.Kind.PING, Payload.Kind.TEXT);
        assertThat(transport.writes()).containsExactly(2);
    }

    @Test
    void theEndOfTheConnectionGivesUpWhatWaits() {
        OutboundQueue queue = queue();
        offer(queue, "a", "b");
        queue.abandon();
        timer.advance(DELAY);
        assertThat(transport.texts()).isEmpty();
        assertThat(listener.lost).isEqualTo(2);
    }

    @Test
    void whatFillsAWriteLeavesAtOnce() {
        OutboundQueue queue = queue();
        offer(queue, "x".repeat(BATCH / 2), "y".repeat(BATCH / 2 - 1));
        assertThat(transport.texts()).isEmpty();
        offer(queue, "z");
        assertThat(transport.texts()).hasSize(3);
    }

    @Test
    void whatFillsHalfOfTheQueueLeavesAtOnceSoThatAQuickClientSeesNoOverflow() {
        OutboundQueue queue = queue();
        for (int i = 0; i < 3 * MOST_MESSAGES; i++) {
            assertThat(queue.offer(Payload.text(String.valueOf(i)))).isEqualTo(SendResult.QUEUED);
        }
        assertThat(listener.overflows).isZero();
        timer.advance(DELAY);
        assertThat(transport.texts())
                .isEqualTo(IntStream.range(0, 3 * MOST_MESSAGES)
                        .mapToObj(String::valueOf)
                        .toList());
        assertThat(transport.writes()).hasSizeLessThan(10);
    }

    @Test
    void aQueueThatABroadcastFillsWhileItWaitsClosesAtOnce() {
        OutboundQueue queue = queue();
        offer(queue, "a");
        DeferredWrites writes = flusher.begin();
        assertThat(queue.offer(Payload.text("x".repeat(MOST_BYTES)), Admission.ALWAYS, writes))
                .isEqualTo(Outcome.OVERFLOWED);
        writes.end();
        assertThat(transport.texts()).containsExactly("a");
        assertThat(transport.closes()).hasSize(1);
    }

    @Test
    void aTransportThatTakesOneMessageForEachWriteHasNoDelay() {
        transport = new FakeTransport(INLINE);
        offer(queue(), "a", "b");
        assertThat(transport.writes()).containsExactly(1, 1);
        assertThat(timer.waiting()).isZero();
    }

    @Test
    void withoutADelayMessagesLeaveAtOnce() {
        OutboundQueue queue = queue(Duration.ZERO);
        offer(queue, "a");
        Recipients.broadcast(flusher, List.of(queue), "b");
        assertThat(transport.texts()).containsExactly("a", "b");
        assertThat(timer.waiting()).isZero();
    }

    @Test
    void queuesOfAnotherDelayWaitForTheirOwn() {
        OutboundQueue twenty = queue();
        FakeTransport other = new FakeTransport(INLINE, BATCH);
        transport = other;
        OutboundQueue two = queue(Duration.ofMillis(2));
        Recipients.broadcast(flusher, List.of(twenty, two), "a");
        timer.advance(Duration.ofMillis(2));
        assertThat(other.texts()).containsExactly("a");
        assertThat(twenty.queuedMessages()).isEqualTo(1);
    }

    @Test
    void theTransportsOwnThreadWritesOnceTheDelayHasPassed() {
        Queue<Runnable> ownThread = new ArrayDeque<>();
        transport = new FakeTransport(INLINE, BATCH, ownThread::add);
        Recipients.broadcast(flusher, List.of(queue()), "a");
        assertThat(ownThread).isEmpty();
        timer.advance(DELAY);
        assertThat(ownThread).hasSize(1);
        ownThread.remove().run();
        assertThat(transport.texts()).containsExactly("a");
    }

    @Test
    void whatIsHeldBackWaitsForTheReleaseAlone() {
        OutboundQueue queue = queue();
        queue.hold();
        offer(queue, "b");
        timer.advance(DELAY);
        assertThat(transport.texts()).isEmpty();
        queue.release(Payload.text("a"));
        assertThat(transport.texts()).containsExactly("a", "b");
    }

    private OutboundQueue queue() {
        return queue(DELAY);
    }

    private OutboundQueue queue(Duration delay) {
        return queue(flusher, delay);
    }

    private OutboundQueue queue(Flusher flusher, Duration delay) {
        OutboundLimits limits = new OutboundLimits(
                MOST_MESSAGES, MOST_BYTES, OverflowPolicy.CLOSE, CloseFrame.TRY_AGAIN_LATER, delay.toNanos());
        return new OutboundQueue(transport, limits, listener, flusher, new FakeClock());
    }
}
