package io.tideway.ws.internal.bootstrap;

import io.tideway.ws.Dispatch;
import io.tideway.ws.internal.Messages;
import io.tideway.ws.internal.lane.Flusher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/**
 * Gives the deployment its threads: the server's managed executors where it has them, else daemon threads of its own that end
 * with it. Thread-safe.
 */
final class Threads {
    private static final String MANAGED = "java:comp/DefaultManagedExecutorService";
    private static final String MANAGED_SCHEDULED = "java:comp/DefaultManagedScheduledExecutorService";
    private static final int MOST_WORKERS = 32;
    private static final int MOST_CALLBACKS = 256;
    private static final int MOST_FLUSHERS = 4;
    private static final int MOST_CLOSERS = 32;

    private final Set<Thread> threads = ConcurrentHashMap.newKeySet(); // of the pools of our own
    private boolean stopped; // guarded by this
    private final List<ExecutorService> own = new ArrayList<>(); // guarded by this
    // Those who broadcast, and the container's own threads, need processors as well.
    private final int sweepers =
            Math.max(1, Math.min(MOST_FLUSHERS, Runtime.getRuntime().availableProcessors() / 2));
    private @Nullable ExecutorService managed; // guarded by this
    private @Nullable ScheduledExecutorService managedScheduler; // guarded by this
    private @Nullable ExecutorService workers; // guarded by this
    private @Nullable ExecutorService callbacks; // guarded by this
    private @Nullable ExecutorService virtual; // guarded by this
    private @Nullable ExecutorService flushers; // guarded by this
    private @Nullable ExecutorService closers; // guarded by this
    private final List<ScheduledFuture<?>> repeated = new ArrayList<>(); // guarded by this
    private @Nullable ScheduledExecutorService scheduler; // guarded by this

    /** Looks the server's executors up; on the thread that deploys, since others may not see the application's names. */
    synchronized void start() {
        managed = lookUp(MANAGED, ExecutorService.class);
        managedScheduler = lookUp(MANAGED_SCHEDULED, ScheduledExecutorService.class);
    }

    /** Returns where foreign code runs that has no thread of the container's. */
    synchronized Executor workers() {
        if (stopped) {
            return Runnable::run;
        }
        if (workers == null) {
            workers = managed != null ? managed : pool("tideway-worker-", MOST_WORKERS);
        }
        return workers;
    }

    /** Returns where callbacks run that are not to run on the container's thread. */
    synchronized Executor dispatcher(Dispatch dispatch) {
        if (stopped) {
            return Runnable::run;
        }
        if (dispatch == Dispatch.VIRTUAL) {
            if (virtual == null) {
                virtual = owned(virtualThreads());
            }
            return virtual;
        }
        if (callbacks == null) {
            callbacks = managed != null ? managed : pool("tideway-callback-", MOST_CALLBACKS);
        }
        return callbacks;
    }

    /**
     * Returns what writes broadcasts, on threads of our own: the application's tasks may occupy every thread of the server's
     * executor, and then no peer would hear anything any more.
     */
    Flusher flusher() {
        return new Flusher(flushers(), sweepers);
    }

    /** Returns the threads of the flusher. */
    Executor flushers() {
        return task -> flushersNow().execute(task);
    }

    private synchronized Executor flushersNow() {
        if (stopped) {
            return Runnable::run;
        }
        if (flushers == null) {
            flushers = pool("tideway-flusher-", sweepers);
        }
        return flushers;
    }

    /**
     * Returns where sessions are closed, on threads of our own: Payara leaves what it knows of a session on the thread that
     * closes it, so that a thread of the server's would keep the application reachable, and {@link #stop} waits for ours.
     */
    Executor closers() {
        return task -> closersNow().execute(task);
    }

    private synchronized Executor closersNow() {
        if (stopped) {
            return Runnable::run;
        }
        if (closers == null) {
            closers = pool("tideway-closer-", MOST_CLOSERS);
        }
        return closers;
    }

    /** Runs a task again and again until {@link #stop}; what it throws is logged. */
    synchronized void every(Duration period, Runnable task) {
        if (scheduler == null) {
            scheduler = managedScheduler != null ? managedScheduler : ownScheduler();
        }
        Runnable guarded = () -> {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                Messages.sweepFailed(e); // thrown on, it would end every later run
            }
        };
        long nanos = period.toNanos();
        repeated.add(scheduler.scheduleWithFixedDelay(guarded, nanos, nanos, TimeUnit.NANOSECONDS));
    }

    /** Stops what was begun here and waits for it, as long as given; the server's executors are its own to stop. */
    void stop(Duration patience) {
        List<ExecutorService> ending;
        synchronized (this) {
            stopped = true;
            repeated.forEach(task -> task.cancel(false));
            ending = List.copyOf(own);
            own.clear();
        }
        ending.forEach(ExecutorService::shutdown);
        long deadline = System.nanoTime() + patience.toNanos();
        for (ExecutorService executor : ending) {
            try {
                if (!executor.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    executor.shutdownNow();
                }
            } catch (InterruptedException e) {
                executor.shutdownNow();
                Thread.currentThread().interrupt();
            }
        }
        awaitEnd(deadline);
    }

    /** Waits for the threads themselves: a pool has terminated a moment before its last thread, which Tomcat takes for a leak. */
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

    private ScheduledExecutorService ownScheduler() {
        ScheduledExecutorService created = Executors.newSingleThreadScheduledExecutor(daemons("tideway-timer-"));
        own.add(created);
        return created;
    }

    private ExecutorService pool(String prefix, int most) {
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(most, most, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), daemons(prefix));
        pool.allowCoreThreadTimeOut(true);
        return owned(pool);
    }

    private ExecutorService owned(ExecutorService executor) {
        own.add(executor);
        return executor;
    }

    private ThreadFactory daemons(String prefix) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + count.incrementAndGet());
            thread.setDaemon(true);
            threads.removeIf(ended -> ended.getState() == Thread.State.TERMINATED);
            threads.add(thread);
            return thread;
        };
    }

    private static ExecutorService virtualThreads() {
        try {
            // Java 21's; the bytecode is for 17, and deployment refuses VIRTUAL below 21.
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    Messages.noVirtualThreads(Runtime.version().toString()), e);
        }
    }

    @SuppressWarnings("BanJNDI") // the names are constants of the platform
    private static <T> @Nullable T lookUp(String name, Class<T> type) {
        try {
            Object found = new InitialContext().lookup(name);
            return type.isInstance(found) ? type.cast(found) : null;
        } catch (NamingException | RuntimeException | LinkageError noneHere) {
            return null;
        }
    }
}
