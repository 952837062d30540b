package io.tideway.ws.tyrus.internal.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.internal.threads.ReliableExecutor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SerialTasksTest {

    @Test
    void tasksOfManyThreadsNeverOverlapAndNoneIsLost() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(4);
        SerialTasks tasks = new SerialTasks(ReliableExecutor.of(pool));
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger overlaps = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(40_000);
        for (int thread = 0; thread < 4; thread++) {
            new Thread(() -> {
                        for (int i = 0; i < 10_000; i++) {
                            Runnable task = () -> {
                                if (inside.getAndIncrement() != 0) {
                                    overlaps.incrementAndGet();
                                }
                                inside.decrementAndGet();
                                done.countDown();
                            };
                            if (i % 2 == 0) {
                                tasks.runHere(task);
                            } else {
                                tasks.runElsewhere(task);
                            }
                        }
                    })
                    .start();
        }
        assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(overlaps).hasValue(0);
        pool.shutdown();
    }

    @Test
    void aTaskWithinATaskWaitsForItsTurn() {
        SerialTasks tasks = new SerialTasks(ReliableExecutor.of(Runnable::run));
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        tasks.runHere(() -> {
            order.add("outer begins");
            tasks.runHere(() -> order.add("inner"));
            order.add("outer ends");
        });
        assertThat(order).containsExactly("outer begins", "outer ends", "inner");
    }

    @Test
    void aRefusedHandOverRunsHereInstead() {
        SerialTasks tasks = new SerialTasks(ReliableExecutor.of(task -> {
            throw new RejectedExecutionException();
        }));
        AtomicInteger ran = new AtomicInteger();
        tasks.runElsewhere(ran::incrementAndGet);
        assertThat(ran).hasValue(1);
    }

    /** Grizzly's pool keeps a task that it has thrown for, and runs it once it has a thread. */
    @Test
    void aTaskThatAPoolKeepsAlthoughItThrewRunsOnce() {
        List<Runnable> kept = new ArrayList<>();
        SerialTasks tasks = new SerialTasks(ReliableExecutor.of(task -> {
            kept.add(task);
            throw new InternalError("no thread can be created"); // JUnit gives up at an OutOfMemoryError
        }));
        AtomicInteger ran = new AtomicInteger();
        tasks.runElsewhere(ran::incrementAndGet);
        tasks.runHere(ran::incrementAndGet);
        kept.forEach(Runnable::run);
        assertThat(ran).hasValue(2);
    }

    @Test
    void aReportThatFailsKeepsNoOtherTaskFromRunning() throws Exception {
        AtomicInteger ran = new AtomicInteger();
        Thread thread = new Thread(() -> {
            SerialTasks tasks = new SerialTasks(ReliableExecutor.of(Runnable::run));
            tasks.runHere(() -> {
                tasks.runHere(ran::incrementAndGet);
                throw new IllegalStateException();
            });
        });
        thread.setUncaughtExceptionHandler((where, what) -> {
            throw new IllegalStateException("the report fails");
        });
        thread.start();
        thread.join();
        assertThat(ran).hasValue(1);
    }

    @Test
    void theMessageOfAnExceptionIsNotReported() throws Exception {
        AtomicReference<Throwable> reported = new AtomicReference<>();
        Thread thread = new Thread(() -> new SerialTasks(ReliableExecutor.of(Runnable::run)).runHere(() -> {
            throw new IllegalStateException("sent by a client");
        }));
        thread.setUncaughtExceptionHandler((where, what) -> reported.set(what));
        thread.start();
        thread.join();
        assertThat(reported.get()).hasMessage(IllegalStateException.class.getName());
        assertThat(reported.get().getStackTrace()[0].getClassName()).startsWith(SerialTasksTest.class.getName());
    }

    @Test
    void aTaskThatThrowsKeepsNoOtherFromRunning() throws Exception {
        AtomicInteger ran = new AtomicInteger();
        AtomicInteger reported = new AtomicInteger();
        Thread thread = new Thread(() -> {
            SerialTasks tasks = new SerialTasks(ReliableExecutor.of(Runnable::run));
            tasks.runHere(() -> {
                tasks.runHere(ran::incrementAndGet);
                throw new IllegalStateException();
            });
        });
        thread.setUncaughtExceptionHandler((where, what) -> reported.incrementAndGet());
        thread.start();
        thread.join();
        assertThat(ran).hasValue(1);
        assertThat(reported).hasValue(1);
    }
}
