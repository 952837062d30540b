package io.tideway.ws.tyrus.internal.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FrozenFrameTest {
    private static final Duration LIMIT = Duration.ofMillis(400);
    private static final Duration FREEZE = Duration.ofMillis(800);

    private final Queue<Runnable> looks = new ArrayDeque<>();

    /** Leaves it to the test when a task runs. */
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1) {
        @Override
        public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
            looks.add(task);
            return super.schedule(() -> {}, 1, TimeUnit.DAYS);
        }
    };

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    @Test
    void aFrameWhoseRestCameWhileTheServerStoodStillHasTimeToBeRead() {
        AtomicInteger overdue = new AtomicInteger();
        UnfinishedFrame frame = new UnfinishedFrame(timer, LIMIT, overdue::incrementAndGet);
        frame.part();
        Awaitility.await().pollDelay(FREEZE).until(() -> true);
        looks.remove().run(); // the first thing that runs after the freeze
        assertThat(overdue).hasValue(0);
        assertThat(frame.isOverdue()).isFalse();
    }
}
