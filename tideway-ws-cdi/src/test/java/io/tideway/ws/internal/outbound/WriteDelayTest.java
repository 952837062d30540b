package io.tideway.ws.internal.outbound;

import static io.tideway.ws.internal.fixture.FakeTransport.Mode.INLINE;
import static io.tideway.ws.internal.fixture.FakeTransport.Mode.ON_DEMAND;
import static io.tideway.ws.internal.outbound.Queues.offer;
import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.internal.fixture.FakeTimer;
import io.tideway.ws.internal.fixture.FakeTransport;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tests how long messages wait for others in the same write. */
class WriteDelayTest {
    private static final Duration DELAY = DelayedQueues.DELAY;

    private final DelayedQueues delayed = new DelayedQueues();
    private final FakeTimer timer = delayed.timer;
    private final Flusher flusher = delayed.flusher;
    private final RecordingListener listener = delayed.listener;
    private FakeTransport transport = DelayedQueues.transport();

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
            transport = DelayedQueues.transport();
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
        transport = new FakeTransport(ON_DEMAND, DelayedQueues.BATCH);
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
    void aTimerThatFailsOnceDelaysLaterMessagesAllTheSame() {
        AtomicBoolean fails = new AtomicBoolean();
        Flusher unreliable = new Flusher(Runnable::run, 1, (delay, task) -> {
            if (fails.getAndSet(false)) {
                throw new OutOfMemoryError("simulated");
            }
            timer.after(delay, task);
        });
        OutboundQueue first = delayed.queue(transport, unreliable, DELAY);
        offer(first, "a");
        fails.set(true);
        timer.advance(DELAY); // the timer is not scheduled again
        FakeTransport other = DelayedQueues.transport();
        transport = other;
        OutboundQueue second = delayed.queue(transport, unreliable, DELAY);
        offer(second, "b");
        timer.advance(DELAY);
        assertThat(first.queuedMessages()).isZero();
        assertThat(other.texts()).containsExactly("b");
    }

    @Test
    void whatWaitedIsWrittenOnTheThreadsThatWriteAndNotOnTheTimers() {
        Queue<Runnable> threads = new ArrayDeque<>();
        OutboundQueue queue = delayed.queue(transport, new Flusher(threads::add, 1, timer), DELAY);
        offer(queue, "a");
        timer.advance(DELAY);
        assertThat(transport.texts()).isEmpty();
        threads.remove().run();
        assertThat(transport.texts()).containsExactly("a");
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
    void aTransportThatTakesOneMessageForEachWriteHasNoDelay() {
        transport = new FakeTransport(INLINE);
        offer(queue(), "a", "b");
        assertThat(transport.writes()).containsExactly(1, 1);
        assertThat(timer.waiting()).isZero();
    }

    @Test
    void withoutADelayMessagesLeaveAtOnce() {
        OutboundQueue queue = delayed.queue(transport, flusher, Duration.ZERO);
        offer(queue, "a");
        Recipients.broadcast(flusher, List.of(queue), "b");
        assertThat(transport.texts()).containsExactly("a", "b");
        assertThat(timer.waiting()).isZero();
    }

    @Test
    void queuesOfAnotherDelayWaitForTheirOwn() {
        OutboundQueue twenty = queue();
        FakeTransport other = DelayedQueues.transport();
        transport = other;
        OutboundQueue two = delayed.queue(transport, flusher, Duration.ofMillis(2));
        Recipients.broadcast(flusher, List.of(twenty, two), "a");
        timer.advance(Duration.ofMillis(2));
        assertThat(other.texts()).containsExactly("a");
        assertThat(twenty.queuedMessages()).isEqualTo(1);
    }

    @Test
    void theTransportsOwnThreadWritesOnceTheDelayHasPassed() {
        Queue<Runnable> ownThread = new ArrayDeque<>();
        transport = new FakeTransport(INLINE, DelayedQueues.BATCH, ownThread::add);
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
        return delayed.queue(transport);
    }
}
