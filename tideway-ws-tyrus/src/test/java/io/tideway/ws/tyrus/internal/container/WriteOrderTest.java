package io.tideway.ws.tyrus.internal.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WriteOrderTest {
    private static final int ROUNDS = 500;
    private static final int WRITERS = 3;
    private static final int FRAMES = 200;

    private final WriteOrder order = new WriteOrder();
    private final List<String> queued = new ArrayList<>();

    @Test
    void aCloseFrameWaitsForTheThreadsThatQueueFrames() {
        assertThat(order.enter()).isTrue();
        assertThat(order.enter()).isTrue();
        assertThat(order.close(() -> queued.add("close"))).isTrue();
        order.leave();
        assertThat(queued).isEmpty();
        order.leave();
        assertThat(queued).containsExactly("close");
    }

    @Test
    void noFrameFollowsACloseFrameThatWaits() {
        assertThat(order.enter()).isTrue();
        order.close(() -> queued.add("close"));
        assertThat(order.enter()).isFalse();
        order.leave();
        assertThat(order.enter()).isFalse();
        assertThat(queued).containsExactly("close");
    }

    @Test
    void onlyTheFirstCloseFrameCounts() {
        assertThat(order.enter()).isTrue();
        assertThat(order.close(() -> queued.add("ours"))).isTrue();
        assertThat(order.close(() -> queued.add("the answer"))).isFalse();
        order.leave();
        assertThat(queued).containsExactly("ours");
    }

    @Test
    void theFinWaitsForTheCloseFrameThatWaits() {
        assertThat(order.enter()).isTrue();
        order.close(() -> queued.add("close"));
        order.finish(() -> queued.add("FIN"));
        assertThat(queued).isEmpty();
        order.leave();
        assertThat(queued).containsExactly("close", "FIN");
    }

    @Test
    void theFinThatIsAskedForWhileTheCloseFrameIsQueuedFollowsIt() {
        order.close(() -> {
            order.finish(() -> queued.add("FIN"));
            queued.add("close");
        });
        assertThat(queued).containsExactly("close", "FIN");
    }

    @Test
    void nothingFollowsTheFinWhichComesOnce() {
        order.finish(() -> queued.add("FIN"));
        order.finish(() -> queued.add("another"));
        assertThat(order.enter()).isFalse();
        assertThat(order.close(() -> queued.add("close"))).isFalse();
        assertThat(queued).containsExactly("FIN");
    }

    @Test
    void aCloseFrameThatCannotBeQueuedHoldsUpNoFin() {
        order.close(() -> {
            throw new OutOfMemoryError("as the test wants it");
        });
        order.finish(() -> queued.add("FIN"));
        assertThat(queued).containsExactly("FIN");
    }

    @Test
    void theCloseFrameAndTheFinComeLastHoweverManyThreadsQueue() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS + 2);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                assertThat(raced(threads)).endsWith("close", "FIN").containsOnlyOnce("close", "FIN");
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** Has threads queue frames while others close and finish. */
    private static List<String> raced(ExecutorService threads) throws Exception {
        WriteOrder racing = new WriteOrder();
        Queue<String> sink = new ConcurrentLinkedQueue<>();
        CyclicBarrier start = new CyclicBarrier(WRITERS + 2);
        List<Future<?>> tasks = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            tasks.add(threads.submit(() -> {
                start.await();
                for (int frame = 0; frame < FRAMES && racing.enter(); frame++) {
                    sink.add("frame");
                    racing.leave();
                }
                return null;
            }));
        }
        tasks.add(threads.submit(() -> {
            start.await();
            racing.close(() -> sink.add("close"));
            racing.finish(() -> sink.add("FIN"));
            return null;
        }));
        tasks.add(threads.submit(() -> {
            start.await();
            racing.close(() -> sink.add("close"));
            return null;
        }));
        for (Future<?> task : tasks) {
            task.get(30, TimeUnit.SECONDS);
        }
        return List.copyOf(sink);
    }
}
