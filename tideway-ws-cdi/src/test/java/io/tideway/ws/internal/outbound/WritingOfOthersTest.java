package io.tideway.ws.internal.outbound;

import static io.tideway.ws.fixtures.Latches.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.OverflowPolicy;
import io.tideway.ws.SendResult;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Has a callback's thread meet another one that is inside the write of what the callback has sent. */
class WritingOfOthersTest {
    private static final int MOST = 10;

    private final RecordingListener listener = new RecordingListener();
    private final SlowToWrite transport = new SlowToWrite();
    private final CountDownLatch inside = new CountDownLatch(1);
    private final CountDownLatch waitedFor = new CountDownLatch(1);
    private final OutboundQueue queue = new OutboundQueue(
            transport,
            Queues.limits(MOST, 1000, OverflowPolicy.CLOSE),
            listener,
            new Flusher(Runnable::run, 1),
            this::now);
    private final Thread callback = Thread.currentThread();
    private Thread other = new Thread();

    @BeforeEach
    void fillTheQueueAndHaveAnotherThreadWriteIt() throws InterruptedException {
        for (int i = 0; i < MOST; i++) {
            assertThat(queue.offer(Payload.text("a"))).isEqualTo(SendResult.QUEUED);
        }
        other = new Thread(transport.taken());
        other.start();
        await(inside);
    }

    @AfterEach
    void letItEnd() {
        waitedFor.countDown();
    }

    @Test
    void theCallbackFindsSpaceOnceThatThreadHasWritten() {
        assertThat(queue.offer(Payload.text("b"))).isEqualTo(SendResult.QUEUED);
        assertThat(listener.overflows).isZero();
        transport.writeGathered();
        assertThat(transport.writes()).containsExactly(MOST, 1);
    }

    @Test
    void anEndFollowsTheWrite() {
        queue.writeOut();
        assertThat(queue.queuedMessages()).isZero();
        assertThat(transport.texts()).hasSize(MOST);
    }

    /** Lets the other thread write once the callback's thread waits for it, which asks for the time again and again. */
    private long now() {
        if (Thread.currentThread() == callback && inside.getCount() == 0) {
            if (waitedFor.getCount() == 0) {
                joinTheOther();
            }
            waitedFor.countDown();
        }
        return 0;
    }

    private void joinTheOther() {
        try {
            other.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private final class SlowToWrite extends GatheringTransport {
        @Override
        public void write(WriteBatch batch, Completion completion) {
            if (Thread.currentThread() != callback) {
                inside.countDown();
                await(waitedFor);
            }
            super.write(batch, completion);
        }
    }
}
