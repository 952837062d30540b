package io.tideway.ws.internal.threads;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ThreadsTest {
    private static final int MANY = 300; // more than any pool has threads

    private final Threads threads = new Threads();
    private final CountDownLatch forever = new CountDownLatch(1);

    @Test
    void upkeepAndCompletionsGoOnWhileTheApplicationBlocksEveryThreadOfItsOwn() throws Exception {
        for (int i = 0; i < MANY; i++) {
            threads.pools().application().execute(this::block);
            threads.pools().closing().execute(this::block);
        }
        CompletableFuture<String> upkeep = new CompletableFuture<>();
        CompletableFuture<String> completion = new CompletableFuture<>();
        threads.pools().upkeep().execute(() -> upkeep.complete("ran"));
        threads.pools().completions().execute(() -> completion.complete("ran"));
        assertThat(upkeep.get(10, TimeUnit.SECONDS)).isEqualTo("ran");
        assertThat(completion.get(10, TimeUnit.SECONDS)).isEqualTo("ran");
        forever.countDown();
        threads.stop(Duration.ofSeconds(10));
    }

    @Test
    void stagesCompleteWhileEveryObserverAndContinuationWaitsForOne() throws Exception {
        CompletableFuture<String> flushed = new CompletableFuture<>();
        CountDownLatch waiting = new CountDownLatch(2 * MANY);
        for (int i = 0; i < MANY; i++) {
            for (Executor pool : List.of(threads.observers(), threads.pools().continuations())) {
                pool.execute(() -> {
                    flushed.join();
                    waiting.countDown();
                });
            }
        }
        threads.pools().completions().execute(() -> flushed.complete("done"));
        assertThat(waiting.await(10, TimeUnit.SECONDS)).isTrue();
        threads.stop(Duration.ofSeconds(10));
    }

    @Test
    void aStopInterruptsWhatBlocksWithinItsBudget() throws Exception {
        CountDownLatch blocked = new CountDownLatch(1);
        List<String> told = new ArrayList<>();
        threads.pools().application().execute(() -> {
            blocked.countDown();
            try {
                forever.await();
            } catch (InterruptedException e) {
                told.add("interrupted");
            }
        });
        blocked.await();
        Instant before = Instant.now();
        threads.stop(Duration.ofSeconds(2));
        assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(2));
        assertThat(told).containsExactly("interrupted");
    }

    @Test
    void aStopRunsWhatStillWaitsSoThatNoStageIsLeftIncomplete() throws Exception {
        for (int i = 0; i < MANY; i++) {
            threads.pools().completions().execute(this::block);
        }
        CompletableFuture<String> last = new CompletableFuture<>();
        threads.pools().completions().execute(() -> last.complete("ran"));
        threads.stop(Duration.ofMillis(200));
        assertThat(last.get(10, TimeUnit.SECONDS)).isEqualTo("ran");
    }

    private void block() {
        try {
            forever.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
