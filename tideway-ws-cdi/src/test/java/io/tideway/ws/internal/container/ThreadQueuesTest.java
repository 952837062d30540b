package io.tideway.ws.internal.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ThreadQueuesTest {
    private final Queue<Runnable> thread = new ArrayDeque<>();
    private final Queue<Runnable> others = new ArrayDeque<>();
    private final Executor ioThread = thread::add;
    private final Executor queue = new ThreadQueues(others::add).of(ioThread);
    private final List<Integer> ran = new ArrayList<>();

    @Test
    void wakesAThreadOnceForAllThatWaits() {
        IntStream.range(0, 10).forEach(i -> queue.execute(() -> ran.add(i)));
        assertThat(thread).hasSize(1);
        thread.remove().run();
        assertThat(ran).isEqualTo(IntStream.range(0, 10).boxed().toList());
        queue.execute(() -> ran.add(10));
        assertThat(thread).hasSize(1);
    }

    @Test
    void letsAThreadGoWhoseQueueNeverEnds() {
        queue.execute(this::again);
        thread.remove().run();
        assertThat(ran).hasSizeBetween(1, 100_000);
        // The thread itself is told by another, so that it looks at its sockets before it comes back.
        assertThat(thread).isEmpty();
        others.remove().run();
        int before = ran.size();
        thread.remove().run();
        assertThat(ran).hasSizeGreaterThan(before);
    }

    @Test
    void aThrowingTaskStrandsNoOther() {
        queue.execute(() -> {
            throw new IllegalStateException("as the test wants it");
        });
        queue.execute(() -> ran.add(1));
        thread.remove().run();
        others.remove().run();
        thread.remove().run();
        assertThat(ran).containsExactly(1);
    }

    @Test
    void runsHereWhatAStoppedThreadRefuses() {
        Executor stopped = task -> {
            throw new RejectedExecutionException("stopped");
        };
        new ThreadQueues(others::add).of(stopped).execute(() -> ran.add(1));
        assertThat(ran).containsExactly(1);
    }

    @Test
    void wakesAThreadAgainWhereTheOthersHaveStopped() {
        Executor stopped = task -> {
            throw new RejectedExecutionException("stopped");
        };
        Executor late = new ThreadQueues(stopped).of(ioThread);
        IntStream.range(0, 5000).forEach(i -> late.execute(() -> ran.add(i)));
        thread.remove().run();
        assertThat(thread).hasSize(1);
    }

    private void again() {
        ran.add(0);
        queue.execute(this::again);
    }
}
