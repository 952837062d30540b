package io.tideway.ws.internal.outbound;

import static io.tideway.ws.internal.fixture.FakeTransport.Mode.ON_DEMAND;
import static io.tideway.ws.internal.outbound.Queues.offer;
import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.Message;
import io.tideway.ws.OverflowPolicy;
import io.tideway.ws.internal.fixture.FakeTransport;
import io.tideway.ws.internal.threads.Pools;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Shows when one queue tells of a flush. */
class QueueFlushTest {
    private final RecordingListener listener = new RecordingListener();
    private FakeTransport transport = new FakeTransport(ON_DEMAND);

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
    void tellsOfAFlushOnceWhatWasHeldBackIsOut() {
        OutboundQueue queue = queue(100, 1000, OverflowPolicy.CLOSE);
        List<Integer> writtenAtFlush = new ArrayList<>();
        queue.hold();
        offer(queue, "a");
        flushed(queue).thenRun(() -> writtenAtFlush.add(transport.count()));
        queue.release(Payload.of(Message.text("first")));
        transport.complete();
        assertThat(writtenAtFlush).isEmpty();
        transport.complete();
        assertThat(writtenAtFlush).containsExactly(2);
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
    void aThreadThatAsksForAFlushWritesFirstWhatItHasGathered() {
        GatheringTransport writer = new GatheringTransport();
        OutboundQueue queue = Queues.open(writer, listener, 100, 1000, OverflowPolicy.CLOSE);
        offer(queue, "a", "b");
        assertThat(writer.texts()).isEmpty();
        assertThat(flushed(queue)).isCompleted(); // else the thread would wait for itself
        assertThat(writer.texts()).containsExactly("a", "b");
    }

    private static CompletableFuture<Void> flushed(OutboundQueue queue) {
        return Flush.of(List.of(queue), Pools.of(Runnable::run)).toCompletableFuture();
    }

    private OutboundQueue queue(int messages, long bytes, OverflowPolicy policy) {
        return Queues.open(transport, listener, messages, bytes, policy);
    }
}
