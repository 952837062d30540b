package io.tideway.ws.internal.threads;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes Tideway's own daemon threads when they are first needed, and ends them all.
 *
 * <p>Once they have been stopped, a pool runs its tasks on the calling thread. Thread-safe.
 */
final class OwnThreads {
    private static final long INTERRUPTS_NANOS = Duration.ofMillis(10).toNanos();

    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private boolean stopped; // guarded by this
    private final List<ExecutorService> running = new ArrayList<>(); // guarded by this
    private @Nullable ScheduledExecutorService scheduler; // guarded by this

    /** Returns a pool whose threads are made when it gets its first task. */
    Executor pool(String prefix, int mostThreads) {
        return pool(() -> new GrowingPool(mostThreads, daemons(prefix)));
    }

    /** Returns an executor that is created when it gets its first task. */
    Executor pool(Supplier<ExecutorService> creation) {
        return new Pool(creation);
    }

    /** Runs a task again and again until {@link #stop}; what it throws is logged. */
    synchronized void every(Duration period, Runnable task) {
        if (stopped) {
            return;
        }
        Runnable guarded = () -> {
            try {
                task.run();
            } catch (Throwable e) {
                UnexpectedErrors.reportPeriodicTask(e); // thrown on, it would end every later run
            }
        };
        long nanos = period.toNanos();
        var unused = scheduler().scheduleWithFixedDelay(guarded, nanos, nanos, TimeUnit.NANOSECONDS);
    }

    /** Runs a task after a delay, or at once where no timer takes it; what it throws is logged. */
    void after(Duration delay, Runnable task) {
        ReliableExecutor.of(timed -> {
                    var unused = scheduler().schedule(timed, delay.toNanos(), TimeUnit.NANOSECONDS);
                })
                .execute(task);
    }

    private synchronized ScheduledExecutorService scheduler() {
        ScheduledExecutorService present = scheduler;
        if (present == null) {
            if (stopped) {
                throw new RejectedExecutionException("stopped");
            }
            ScheduledThreadPoolExecutor created = new ScheduledThreadPoolExecutor(1, daemons("tideway-timer-"));
            created.setExecuteExistingDelayedTasksAfterShutdownPolicy(false); // a stop does not wait for delays
            running.add(created);
            scheduler = created;
            present = created;
        }
        return present;
    }

    /**
     * Stops everything within the time given: waits for half of it, then interrupts what still runs.
     *
     * @return the threads that are still alive
     */
    List<Thread> stop(Duration budget) {
        List<ExecutorService> ending;
        synchronized (this) {
            stopped = true;
            ending = List.copyOf(running);
            running.clear();
        }
        long begun = System.nanoTime();
        long deadline = begun + budget.toNanos();
        ending.forEach(ExecutorService::shutdown);
        await(ending, begun + budget.toNanos() / 2);
        // Again and again, since a thread takes the next waiting task then: a stage that is never completed blocks
        // forever.
        while (!await(ending, System.nanoTime() + INTERRUPTS_NANOS) && System.nanoTime() < deadline) {
            threads.forEach(Thread::interrupt);
        }
        ending.forEach(ExecutorService::shutdownNow);
        awaitEnd(deadline);
        return threads.stream()
                .filter(thread -> thread.isAlive() && thread != Thread.currentThread())
                .toList();
    }

    private static boolean await(List<ExecutorService> ending, long deadline) {
        try {
            for (ExecutorService executor : ending) {
                if (!executor.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    return false;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true; // the caller no longer waits for the stop
        }
        return true;
    }

    /**
     * Waits for the threads themselves: a pool has terminated a moment before its last thread, which Tomcat reports as
     * a leak.
     */
    private void awaitEnd(long deadline) {
        for (Thread thread : threads) {
            long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            try {
                if (thread != Thread.currentThread()) {
                    thread.join(Math.max(1, millis));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private ThreadFactory daemons(String prefix) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + count.incrementAndGet());
            thread.setDaemon(true);
            // The JDK's own handler would print the message, which may hold what a client sent.
            thread.setUncaughtExceptionHandler((of, uncaught) -> UnexpectedErrors.reportTask(uncaught));
            threads.removeIf(ended -> ended.getState() == Thread.State.TERMINATED);
            threads.add(thread);
            return thread;
        };
    }

    private synchronized Executor begin(Supplier<ExecutorService> creation) {
        if (stopped) {
            return Runnable::run;
        }
        ExecutorService created = creation.get();
        running.add(created);
        return created;
    }

    /** Creates its executor when it gets its first task. */
    private final class Pool implements Executor {
        private final Supplier<ExecutorService> creation;
        private volatile @Nullable Executor begun;

        Pool(Supplier<ExecutorService> creation) {
            this.creation = creation;
        }

        @Override
        public void execute(Runnable task) {
            Executor executor = begun;
            (executor == null ? create() : executor).execute(task);
        }

        private synchronized Executor create() {
            Executor executor = begun;
            if (executor == null) {
                executor = begin(creation);
                begun = executor;
            }
            return executor;
        }
    }
}
