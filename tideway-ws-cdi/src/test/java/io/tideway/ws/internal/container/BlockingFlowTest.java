package io.tideway.ws.internal.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BlockingFlowTest {
    private final Semaphore keepable = new Semaphore(BlockingFlow.MOST_KEPT);
    private final AtomicBoolean full = new AtomicBoolean(true);

    @Test
    void aThreadIsKeptUntilTheReadingResumes() throws Exception {
        BlockingFlow flow = new BlockingFlow(keepable, Duration.ofMinutes(1));
        CompletableFuture<Boolean> stopped = stop(flow);
        Awaitility.await().until(() -> keepable.availablePermits() == BlockingFlow.MOST_KEPT - 1);
        full.set(false);
        flow.resume();
        assertThat(stopped.get(60, TimeUnit.SECONDS)).isTrue();
        assertThat(keepable.availablePermits()).isEqualTo(BlockingFlow.MOST_KEPT);
    }

    @Test
    void aThreadIsKeptForAShortTimeOnly() {
        BlockingFlow flow = new BlockingFlow(keepable, Duration.ofMillis(20));
        assertThat(flow.stop(full::get)).isFalse();
        assertThat(keepable.availablePermits()).isEqualTo(BlockingFlow.MOST_KEPT);
    }

    @Test
    void aDeploymentKeepsOnlyAFewThreads() throws Exception {
        BlockingFlow first = new BlockingFlow(keepable, Duration.ofMinutes(1));
        BlockingFlow second = new BlockingFlow(keepable, Duration.ofMinutes(1));
        CompletableFuture<Boolean> firstStopped = stop(first);
        CompletableFuture<Boolean> secondStopped = stop(second);
        Awaitility.await().until(() -> keepable.availablePermits() == 0);
        assertThat(new BlockingFlow(keepable, Duration.ofMinutes(1)).stop(full::get))
                .isFalse();
        full.set(false);
        first.resume();
        second.resume();
        assertThat(firstStopped.get(60, TimeUnit.SECONDS)).isTrue();
        assertThat(secondStopped.get(60, TimeUnit.SECONDS)).isTrue();
    }

    private CompletableFuture<Boolean> stop(BlockingFlow flow) {
        return CompletableFuture.supplyAsync(() -> flow.stop(full::get), task -> {
            Thread reader = new Thread(task, "reader");
            reader.setDaemon(true);
            reader.start();
        });
    }
}
