package io.tideway.ws.internal.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tideway.ws.Dispatch;
import io.tideway.ws.fixtures.LogLines;
import io.tideway.ws.internal.connection.LiveConnection;
import io.tideway.ws.internal.fixture.FakeTransport;
import io.tideway.ws.internal.fixture.FakeTransport.Mode;
import io.tideway.ws.internal.fixture.TestNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

class ThreadsTest {
    private static final int MANY = 300; // more than any pool has threads
    private static final Duration SLOW_MACHINE = Duration.ofSeconds(20);

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
        assertThat(upkeep.get(60, TimeUnit.SECONDS)).isEqualTo("ran");
        assertThat(completion.get(60, TimeUnit.SECONDS)).isEqualTo("ran");
        forever.countDown();
        threads.stop(Duration.ofSeconds(10));
    }

    @Test
    void aTaskForLaterRunsAfterItsDelayAndAtOnceWhereEverythingHasStopped() throws Exception {
        CompletableFuture<Long> later = new CompletableFuture<>();
        long begun = System.nanoTime();
        threads.timer().after(Duration.ofMillis(30), () -> later.complete(System.nanoTime()));
        assertThat(Duration.ofNanos(later.get(60, TimeUnit.SECONDS) - begun))
                .isGreaterThanOrEqualTo(Duration.ofMillis(30));
        threads.stop(Duration.ofSeconds(10));
        CompletableFuture<Thread> atOnce = new CompletableFuture<>();
        threads.timer().after(Duration.ofHours(1), () -> atOnce.complete(Thread.currentThread()));
        assertThat(atOnce).isCompletedWithValue(Thread.currentThread());
    }

    @Test
    void theStopDoesNotWaitForATaskForLater() {
        threads.timer().after(Duration.ofHours(1), () -> {});
        long begun = System.nanoTime();
        threads.stop(SLOW_MACHINE);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(SLOW_MACHINE.dividedBy(2));
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
        assertThat(waiting.await(60, TimeUnit.SECONDS)).isTrue();
        threads.stop(Duration.ofSeconds(10));
    }

    @Test
    void whatJavaRunsOnTheThreadThatCompletesAStageHoldsUpNeitherPingsNorCleanUp() throws Exception {
        for (int i = 0; i < MANY; i++) {
            threads.pools().completions().execute(this::block);
        }
        List<Executor> others = List.of(
                threads.pools().upkeep(),
                threads.pools().closing(),
                threads.pools().continuations(),
                threads.pools().broker(),
                threads.pools().application(),
                threads.pools().callbacks().apply(Dispatch.MANAGED),
                threads.flushers(),
                threads.closers(),
                threads.pingers());
        CountDownLatch ran = new CountDownLatch(others.size());
        others.forEach(pool -> pool.execute(ran::countDown));
        assertThat(ran.await(60, TimeUnit.SECONDS)).isTrue();
        forever.countDown();
        threads.stop(Duration.ofSeconds(10));
    }

    @Test
    void stagesCompleteWhile255ThreadsThatCompleteThemAreBlocked() throws Exception {
        for (int i = 0; i < 255; i++) {
            threads.pools().completions().execute(this::block);
        }
        CompletableFuture<String> stage = new CompletableFuture<>();
        threads.pools().completions().execute(() -> stage.complete("done"));
        assertThat(stage.get(60, TimeUnit.SECONDS)).isEqualTo("done");
        forever.countDown();
        threads.stop(Duration.ofSeconds(10));
    }

    @Test
    void aStopInterruptsWhatBlocksWithinItsBudget() throws Exception {
        CountDownLatch blocked = new CountDownLatch(1);
        List<String> told = new CopyOnWriteArrayList<>();
        threads.pools().application().execute(() -> {
            blocked.countDown();
            try {
                forever.await();
            } catch (InterruptedException e) {
                told.add("interrupted");
            }
        });
        blocked.await();
        Duration budget = Duration.ofSeconds(2);
        Instant before = Instant.now();
        threads.stop(budget);
        assertThat(Duration.between(before, Instant.now())).isLessThan(budget.plus(SLOW_MACHINE));
        assertThat(told).containsExactly("interrupted");
    }

    @Test
    void aStopRunsWhatStillWaitsSoThatNoStageIsLeftIncomplete() throws Exception {
        for (int i = 0; i < MANY; i++) {
            threads.pools().completions().execute(this::block);
        }
        CompletableFuture<String> last = new CompletableFuture<>();
        threads.pools().completions().execute(() -> last.complete("ran"));
        threads.stop(Duration.ofSeconds(4)); // of which half is time for interrupts
        assertThat(last.get(60, TimeUnit.SECONDS)).isEqualTo("ran");
    }

    @Test
    void aTimerThatBeginsAfterTheStopMakesNoThread() {
        threads.stop(Duration.ofSeconds(10));
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        threads.every(Duration.ofDays(1), () -> {});
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> !before.contains(thread))
                .noneMatch(thread -> thread.getName().startsWith("tideway-timer-"));
    }

    @Test
    void whatTheServersExecutorRefusesRunsOnThreadsOfOurOwn() throws Exception {
        threads.start(new RefusingExecutor());
        for (Executor pool : List.of(
                threads.pools().application(), threads.pools().callbacks().apply(Dispatch.MANAGED))) {
            CompletableFuture<Thread> ran = new CompletableFuture<>();
            pool.execute(() -> ran.complete(Thread.currentThread()));
            assertThat(ran.get(60, TimeUnit.SECONDS).getName()).startsWith("tideway-");
        }
        threads.stop(Duration.ofSeconds(2));
    }

    @Test
    void producersThatWaitForFlushedOnTheOnlyTwoThreadsOfTheServersExecutorFinish() throws Exception {
        ExecutorService managed = Executors.newFixedThreadPool(2);
        threads.start(managed);
        TestNode node = new TestNode(threads.pools());
        List<FakeTransport> transports = List.of(new FakeTransport(Mode.ON_DEMAND), new FakeTransport(Mode.ON_DEMAND));
        CountDownLatch waiting = new CountDownLatch(transports.size());
        List<Future<?>> producers = new ArrayList<>();
        for (FakeTransport transport : transports) {
            LiveConnection connection = node.connect(transport);
            producers.add(managed.submit(() -> {
                connection.sendText("a part");
                CompletableFuture<Void> flushed = connection.flushed().toCompletableFuture();
                CompletableFuture<Void> followed =
                        connection.flushed().thenRunAsync(() -> {}).toCompletableFuture();
                waiting.countDown();
                flushed.join();
                followed.join();
            }));
        }
        assertThat(waiting.await(60, TimeUnit.SECONDS)).isTrue();
        transports.forEach(FakeTransport::completeAll);
        for (Future<?> producer : producers) {
            producer.get(60, TimeUnit.SECONDS);
        }
        managed.shutdownNow();
        threads.stop(Duration.ofSeconds(2));
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void virtualCallbacksRunOnVirtualThreads() throws Exception {
        CompletableFuture<Thread> ran = new CompletableFuture<>();
        threads.pools().callbacks().apply(Dispatch.VIRTUAL).execute(() -> ran.complete(Thread.currentThread()));
        Thread thread = ran.get(60, TimeUnit.SECONDS);
        assertThat(Thread.class.getMethod("isVirtual").invoke(thread)).isEqualTo(true);
        threads.stop(Duration.ofSeconds(2));
    }

    @Test
    void whatEscapesFromATaskIsLoggedWithoutItsMessage() {
        try (LogLines log = LogLines.ofTideway()) {
            for (Executor pool :
                    List.of(threads.closers(), threads.pingers(), threads.flushers(), threads.observers())) {
                pool.execute(() -> {
                    throw new IllegalStateException("sent by a client");
                });
            }
            await().until(() -> log.messages().size() == 4);
            assertThat(log.messages())
                    .allSatisfy(line -> assertThat(line)
                            .contains("TIDEWAY-251", "IllegalStateException")
                            .doesNotContain("sent by a client"));
        }
        threads.stop(Duration.ofSeconds(2));
    }

    /** Takes no task, as a bounded executor that is full. */
    private static final class RefusingExecutor extends AbstractExecutorService {
        @Override
        public void execute(Runnable task) {
            throw new RejectedExecutionException("the queue is full");
        }

        @Override
        public void shutdown() {}

        @Override
        public List<Runnable> shutdownNow() {
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return false;
        }

        @Override
        public boolean isTerminated() {
            return false;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return false;
        }
    }

    private void block() {
        try {
            forever.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
