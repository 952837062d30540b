package io.tideway.ws.internal.outbound;

import static io.tideway.ws.internal.outbound.Queues.offer;
import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.SendResult;
import io.tideway.ws.internal.fixture.FakeTimer;
import io.tideway.ws.internal.fixture.FakeTransport;
import io.tideway.ws.internal.threads.Pools;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tests what ends a write delay before its time. */
class EarlyWritesTest {
    private static final Duration DELAY = DelayedQueues.DELAY;

    private final DelayedQueues delayed = new DelayedQueues();
    private final FakeTimer timer = delayed.timer;
    private final Flusher flusher = delayed.flusher;
    private final RecordingListener listener = delayed.listener;
    private final FakeTransport transport = DelayedQueues.transport();

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
        String large = "x".repeat(DelayedQueues.MOST_BYTES);
        assertThat(queue.offer(Payload.text(large))).isEqualTo(SendResult.QUEUED);
        assertThat(transport.texts()).containsExactly("a", large);
        assertThat(listener.overflows).isZero();
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
    void whatFillsAWriteLeavesAtOnce() {
        OutboundQueue queue = queue();
        offer(queue, "x".repeat(DelayedQueues.BATCH / 2), "y".repeat(DelayedQueues.BATCH / 2 - 1));
        assertThat(transport.texts()).isEmpty();
        offer(queue, "z");
        assertThat(transport.texts()).hasSize(3);
    }

    @Test
    void whatFillsHalfOfTheQueueLeavesAtOnceSoThatAQuickClientSeesNoOverflow() {
        OutboundQueue queue = queue();
        for (int i = 0; i < 3 * DelayedQueues.MOST_MESSAGES; i++) {
            assertThat(queue.offer(Payload.text(String.valueOf(i)))).isEqualTo(SendResult.QUEUED);
        }
        assertThat(listener.overflows).isZero();
        timer.advance(DELAY);
        assertThat(transport.texts())
                .isEqualTo(IntStream.range(0, 3 * DelayedQueues.MOST_MESSAGES)
                        .mapToObj(String::valueOf)
                        .toList());
        assertThat(transport.writes()).hasSizeLessThan(10);
    }

    @Test
    void aQueueThatABroadcastFillsWhileItWaitsClosesAtOnce() {
        OutboundQueue queue = queue();
        offer(queue, "a");
        DeferredWrites writes = flusher.begin();
        assertThat(queue.offer(Payload.text("x".repeat(DelayedQueues.MOST_BYTES)), Admission.ALWAYS, writes))
                .isEqualTo(Outcome.OVERFLOWED);
        writes.end();
        assertThat(transport.texts()).containsExactly("a");
        assertThat(transport.closes()).hasSize(1);
    }

    private OutboundQueue queue() {
        return delayed.queue(transport);
    }
}
