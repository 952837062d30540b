package io.tideway.ws.internal.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.internal.fixture.FakeTransport;
import io.tideway.ws.internal.fixture.FakeTransport.Mode;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Shows that a thread writes no more than a few batches of a queue that others fill meanwhile. */
class FewWritesInARowTest {
    private final Recipients recipients = new Recipients();
    private final Queue<Runnable> ownThread = new ArrayDeque<>();

    @Test
    void aSenderWritesAFewBatchesAndLeavesWhatOthersFillInToTheFlusher() {
        BusyTransport transport = new BusyTransport(50);
        OutboundQueue queue = recipients.queue(transport);
        transport.others = () -> queue.offer(Payload.text("another"));
        queue.offer(Payload.text("own"));
        assertThat(transport.count()).isEqualTo(4);
        assertThat(recipients.threads).hasSize(1);
        recipients.runThreads();
        assertThat(transport.count()).isEqualTo(51);
        assertThat(queue.queuedMessages()).isZero();
    }

    @Test
    void theThreadThatCompletesAWriteLeavesTheRestToTheFlusherToo() {
        BusyTransport transport = new BusyTransport(0);
        OutboundQueue queue = recipients.queue(transport);
        transport.holdsFirst = true;
        IntStream.range(0, 20).forEach(i -> queue.offer(Payload.text("x".repeat(990))));
        assertThat(transport.count()).isEqualTo(1);
        queue.written();
        assertThat(transport.count()).isEqualTo(5);
        recipients.runThreads();
        assertThat(transport.count()).isEqualTo(20);
    }

    @Test
    void aSenderLeavesTheRestToTheThreadOfTheTransportWhereItHasOne() {
        BusyTransport transport = new BusyTransport(50, ownThread::add);
        OutboundQueue queue = recipients.queue(transport);
        transport.others = () -> queue.offer(Payload.text("another"));
        queue.offer(Payload.text("own"));
        assertThat(recipients.threads).isEmpty();
        assertThat(ownThread).hasSize(1);
        runOwnThread();
        assertThat(transport.count()).isEqualTo(51);
    }

    private void runOwnThread() {
        while (!ownThread.isEmpty()) {
            ownThread.remove().run();
        }
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
            super(Mode.INLINE, Recipients.BATCH, ownThread);
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
