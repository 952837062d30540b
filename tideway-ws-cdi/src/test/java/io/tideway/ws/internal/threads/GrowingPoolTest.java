package io.tideway.ws.internal.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GrowingPoolTest {
    private final AtomicBoolean noThreads = new AtomicBoolean();
    private final GrowingPool pool = new GrowingPool(3, task -> {
        if (noThreads.get()) {
            throw new OutOfMemoryError("unable to create native thread");
        }
        return new Thread(task);
    });
    private final CountDownLatch released = new CountDownLatch(1);
    private final AtomicInteger ran = new AtomicInteger();

    @AfterEach
    void stop() {
        released.countDown();
        pool.shutdownNow();
    }

    @Test
    void anIdleThreadIsUsedAgain() {
        for (int i = 1; i <= 5; i++) {
            int count = i;
            pool.execute(ran::incrementAndGet);
            await().until(() -> ran.get() == count && pool.getActiveCount() == 0);
        }
        assertThat(pool.getLargestPoolSize()).isEqualTo(1);
    }

    @Test
    void growsWhileAllAreBusyAndQueuesBeyondItsBound() {
        for (int i = 0; i < 10; i++) {
            pool.execute(this::block);
        }
        await().until(() -> pool.getActiveCount() == 3);
        assertThat(pool.getPoolSize()).isEqualTo(3);
        released.countDown();
        await().until(() -> ran.get() == 10);
    }

    @Test
    void oneThreadStartsAtATime() throws InterruptedException {
        CountDownLatch processor = new CountDownLatch(1);
        AtomicInteger made = new AtomicInteger();
        GrowingPool busy = new GrowingPool(100, task -> {
            made.incrementAndGet();
            return new Thread(() -> {
                awaitOpen(processor);
                task.run();
            });
        });
        for (int i = 0; i < 50; i++) {
            busy.execute(ran::incrementAndGet);
        }
        assertThat(made).hasValue(1);
        processor.countDown();
        busy.shutdown();
        assertThat(busy.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        assertThat(ran).hasValue(50);
    }

    /** On the JDK 17 they did not with a LinkedTransferQueue. */
    @Test
    void idleThreadsRest() {
        Set<Thread> made = ConcurrentHashMap.newKeySet();
        GrowingPool many = new GrowingPool(4, task -> {
            Thread thread = new Thread(task);
            made.add(thread);
            return thread;
        });
        try {
            for (int burst = 1; burst <= 50; burst++) {
                for (int i = 0; i < 400; i++) {
                    many.execute(ran::incrementAndGet);
                }
                int count = burst * 400;
                await().pollInterval(Duration.ofMillis(1))
                        .until(() -> ran.get() == count && made.stream().allMatch(GrowingPoolTest::rests));
            }
        } finally {
            many.shutdownNow();
        }
    }

    @Test
    void aTaskThatComesWhileAThreadEndsIsNotLeftToTheBusyOnes() throws InterruptedException {
        CountDownLatch ending = new CountDownLatch(1);
        CountDownLatch added = new CountDownLatch(1);
        GrowingPool two = new GrowingPool(2, Thread::new, new WaitingTasks() {
            @Override
            public @Nullable Runnable poll(long timeout, TimeUnit unit) throws InterruptedException {
                Runnable task = super.poll(100, TimeUnit.MILLISECONDS);
                if (task == null && ending.getCount() > 0) {
                    ending.countDown();
                    added.await();
                }
                return task;
            }
        });
        try {
            two.execute(this::block);
            two.execute(ran::incrementAndGet);
            ending.await();
            two.execute(ran::incrementAndGet);
            added.countDown();
            await().until(() -> ran.get() == 2);
        } finally {
            released.countDown();
            two.shutdownNow();
        }
    }

    @Test
    void queuesWhereThereIsNoMemoryForAnotherThread() {
        pool.execute(this::block);
        noThreads.set(true);
        pool.execute(ran::incrementAndGet);
        assertThat(ran).hasValue(0);
        released.countDown();
        await().until(() -> ran.get() == 2);
    }

    @Test
    void refusesOnceShutDown() {
        pool.shutdown();
        assertThatThrownBy(() -> pool.execute(ran::incrementAndGet)).isInstanceOf(RejectedExecutionException.class);
    }

    private static boolean rests(Thread thread) {
        return switch (thread.getState()) {
            case TIMED_WAITING, TERMINATED -> true;
            default -> false;
        };
    }

    private static void awaitOpen(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void block() {
        awaitOpen(released);
        ran.incrementAndGet();
    }
}
