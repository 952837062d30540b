package io.tideway.ws.internal.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.SendResult;
import io.tideway.ws.internal.fixture.FakeTransport;
import io.tideway.ws.internal.fixture.FakeTransport.Mode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** Has what a flusher depends on fail. */
class FlusherFaultsTest {
    private final Recipients recipients = new Recipients();

    @Test
    void oneFailingQueueCostsTheOthersNothing() {
        List<OutboundQueue> queues = new ArrayList<>(recipients.queues(2, Mode.INLINE));
        queues.add(1, recipients.queue(new FakeTransport(Mode.THROWING, Recipients.BATCH)));
        recipients.broadcast(queues, "a");
        recipients.runThreads();
        assertThat(recipients.transports)
                .allSatisfy(transport -> assertThat(transport.texts()).containsExactly("a"));
    }

    @Test
    void writesOnTheCallersThreadWhereThereIsNoOther() {
        Flusher stopped = new Flusher(
                task -> {
                    throw new RejectedExecutionException("stopped");
                },
                2);
        List<OutboundQueue> queues = recipients.queues(3, Mode.INLINE);
        DeferredWrites writes = stopped.begin();
        queues.forEach(queue -> queue.offer(Payload.text("a"), Admission.ALWAYS, writes));
        writes.end();
        assertThat(recipients.transports)
                .allSatisfy(transport -> assertThat(transport.texts()).containsExactly("a"));
    }

    @Test
    void queuesForWhichThereIsNoMemoryHaveFailed() {
        Flusher full = new Flusher(recipients.threads::add, 2, 8, new FailingQueue());
        List<OutboundQueue> queues = recipients.queues(3, Mode.INLINE);
        Recipients.broadcast(full, queues, "a");
        assertThat(queues)
                .allSatisfy(queue -> assertThat(queue.offer(Payload.text("b"))).isEqualTo(SendResult.CLOSED));
    }

    @Test
    void aRoundThatFailsDoesNotKeepLaterOnesFromStarting() {
        FailingQueue work = new FailingQueue();
        Flusher failing = new Flusher(recipients.threads::add, 1, 8, work);
        List<OutboundQueue> queues = recipients.queues(3, Mode.INLINE);
        work.addFails = false;
        Recipients.broadcast(failing, queues, "a");
        work.pollFails = true;
        recipients.threads.remove().run();
        work.pollFails = false;
        recipients.runThreads();
        Recipients.broadcast(failing, recipients.queues(3, Mode.INLINE), "a");
        recipients.runThreads();
        assertThat(recipients.transports)
                .allSatisfy(transport -> assertThat(transport.texts()).containsExactly("a"));
    }

    /** Has no memory for what is added, or fails where something is taken. */
    private static final class FailingQueue extends ArrayDeque<WritingQueue[]> {
        private static final long serialVersionUID = 1L;

        private boolean addFails = true;
        private boolean pollFails;

        @Override
        public boolean add(WritingQueue[] queues) {
            if (addFails) {
                throw new OutOfMemoryError("Java heap space");
            }
            return super.add(queues);
        }

        @Override
        public WritingQueue[] poll() {
            if (pollFails) {
                pollFails = false;
                throw new OutOfMemoryError("Java heap space");
            }
            return super.poll();
        }
    }
}
