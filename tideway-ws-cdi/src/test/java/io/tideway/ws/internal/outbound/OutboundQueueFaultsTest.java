package io.tideway.ws.internal.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.OverflowPolicy;
import io.tideway.ws.SendResult;
import io.tideway.ws.internal.fixture.FakeClock;
import io.tideway.ws.internal.fixture.FakeTransport;
import io.tideway.ws.internal.fixture.FakeTransport.Mode;
import io.tideway.ws.internal.threads.Pools;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Has everything that a queue calls throw what it must not. */
class OutboundQueueFaultsTest {
    private final Flusher flusher = new Flusher(Runnable::run, 1);
    private final ThrowingListener listener = new ThrowingListener();

    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"INLINE", "ON_DEMAND"})
    void aThrowingListenerHoldsUpNothing(Mode mode) {
        FakeTransport transport = new FakeTransport(mode);
        OutboundQueue queue = queue(transport, OverflowPolicy.CLOSE);
        for (String text : List.of("a", "b", "c")) {
            assertThat(queue.offer(Payload.text(text))).isEqualTo(SendResult.QUEUED);
        }
        CompletableFuture<Void> flushed =
                Flush.of(List.of(queue), Pools.of(Runnable::run)).toCompletableFuture();
        queue.close(CloseFrame.NORMAL);
        transport.completeAll();
        assertThat(transport.texts()).containsExactly("a", "b", "c");
        assertThat(flushed).isCompleted();
        assertThat(transport.closes()).containsExactly(CloseFrame.NORMAL);
        assertThat(listener.told).containsOnly("sent", "closing");
    }

    @Test
    void aListenerThatThrowsWhenTheQueueIsFullStillLearnsOfTheOverflow() {
        FakeTransport transport = new FakeTransport(Mode.ON_DEMAND);
        OutboundQueue queue = queue(transport, OverflowPolicy.CLOSE);
        for (int i = 0; i < 4; i++) {
            queue.offer(Payload.text("x"));
        }
        assertThat(listener.told).containsExactly("overflowed", "full", "dropped");
        transport.completeAll();
        assertThat(transport.closes()).hasSize(1);
    }

    @Test
    void aThrowingListenerLeavesNoFlushBehindWhereTheQueueEnds() {
        OutboundQueue queue = queue(new FakeTransport(Mode.ON_DEMAND), OverflowPolicy.CLOSE);
        queue.offer(Payload.text("x"));
        CompletableFuture<Void> flushed =
                Flush.of(List.of(queue), Pools.of(Runnable::run)).toCompletableFuture();
        queue.failed(new IllegalStateException("broken pipe"));
        assertThat(flushed).isCompleted();
        assertThat(listener.told).containsExactly("lost", "failed");
    }

    @Test
    void aQueueWhoseTransportCannotDeferIsWrittenByTheFlusher() {
        FakeTransport transport = new FakeTransport(Mode.INLINE) {
            @Override
            public boolean defer(Runnable drain) {
                throw new AssertionError("no thread");
            }
        };
        OutboundQueue queue = queue(transport, OverflowPolicy.CLOSE);
        broadcast(queue, "a");
        broadcast(queue, "b");
        assertThat(transport.texts()).containsExactly("a", "b");
    }

    @Test
    void aQueueWhoseTransportCannotCloseHasFailed() {
        FakeTransport transport = new FakeTransport(Mode.INLINE) {
            @Override
            public void close(CloseFrame frame) {
                throw new NoClassDefFoundError("a class of the container's");
            }
        };
        OutboundQueue queue = queue(transport, OverflowPolicy.CLOSE);
        queue.close(CloseFrame.NORMAL);
        assertThat(listener.told).containsExactly("closing", "failed");
    }

    @Test
    void aQueueWhoseTransportThrowsAnErrorHasFailedAndCostsOthersNothing() {
        FakeTransport broken = new FakeTransport(Mode.INLINE) {
            @Override
            public void write(WriteBatch batch, Completion completion) {
                throw new StackOverflowError();
            }
        };
        FakeTransport healthy = new FakeTransport(Mode.INLINE);
        DeferredWrites writes = flusher.begin();
        for (FakeTransport transport : List.of(broken, healthy, broken, healthy)) {
            queue(transport, OverflowPolicy.CLOSE).offer(Payload.text("x"), Admission.ALWAYS, writes);
        }
        writes.end();
        assertThat(healthy.texts()).containsExactly("x", "x");
        assertThat(listener.told).containsSubsequence("failed", "failed");
    }

    @Test
    void aQueueWithoutMemoryForAWriteHasFailed() {
        FakeTransport transport = new FakeTransport(Mode.INLINE) {
            @Override
            public int batchBytes() {
                throw new OutOfMemoryError("Java heap space");
            }
        };
        OutboundQueue queue = queue(transport, OverflowPolicy.CLOSE);
        queue.offer(Payload.text("a"));
        assertThat(listener.told).containsExactly("lost", "failed");
        assertThat(queue.offer(Payload.text("b"))).isEqualTo(SendResult.CLOSED);
    }

    @Test
    void aQueueWithoutMemoryForItsBroadcastHasFailedAndCostsOthersNothing() {
        FakeTransport broken = new FakeTransport(Mode.INLINE) {
            @Override
            public int batchBytes() {
                throw new OutOfMemoryError("Java heap space");
            }
        };
        FakeTransport healthy = new FakeTransport(Mode.INLINE);
        DeferredWrites writes = flusher.begin();
        for (FakeTransport transport : List.of(broken, healthy, broken, healthy)) {
            queue(transport, OverflowPolicy.CLOSE).offer(Payload.text("x"), Admission.ALWAYS, writes);
        }
        writes.end();
        assertThat(healthy.texts()).containsExactly("x", "x");
        assertThat(listener.told).containsExactly("lost", "failed", "sent", "lost", "failed", "sent");
    }

    private void broadcast(OutboundQueue queue, String text) {
        DeferredWrites writes = flusher.begin();
        queue.offer(Payload.text(text), Admission.ALWAYS, writes);
        writes.end();
    }

    private OutboundQueue queue(FakeTransport transport, OverflowPolicy policy) {
        return new OutboundQueue(
                transport,
                new OutboundLimits(3, 1000, policy, CloseFrame.TRY_AGAIN_LATER.withReason("outbound queue full")),
                listener,
                flusher,
                new FakeClock());
    }

    /** Throws an error whatever it is told. */
    private static final class ThrowingListener implements OutboundListener {
        private final List<String> told = new ArrayList<>();

        @Override
        public void sent(int count) {
            fail("sent");
        }

        @Override
        public void full(int messages, long bytes) {
            fail("full");
        }

        @Override
        public void dropped(int count) {
            fail("dropped");
        }

        @Override
        public void overflowed(CloseFrame frame) {
            fail("overflowed");
        }

        @Override
        public void closing() {
            fail("closing");
        }

        @Override
        public void lost(int count) {
            fail("lost");
        }

        @Override
        public void failed(Throwable cause) {
            fail("failed");
        }

        private void fail(String what) {
            told.add(what);
            throw new AssertionError(what);
        }
    }
}
