package io.tideway.ws.internal.threads;

import io.tideway.ws.Dispatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/**
 * Gives the deployment its threads: daemons of its own that end with it, and for the application's code the server's
 * managed executor where there is one. Thread-safe.
 */
public final class Threads {
    private static final String MANAGED = "java:comp/DefaultManagedExecutorService";
    private static final int MOST_UPKEEPERS = 4;
    private static final int MOST_PINGERS = 32;
    private static final int MOST_CLOSERS = 32;
    private static final int MOST_COMPLETERS = 256;
    private static final int MOST_CONTINUATIONS = 256;
    private static final int MOST_OBSERVERS = 256;
    private static final int MOST_WORKERS = 32;
    private static final int MOST_CALLBACKS = 256;
    private static final int MOST_FLUSHERS = 4;

    private static final long INTERRUPTS_NANOS = Duration.ofMillis(10).toNanos();

    private final Set<Thread> threads = ConcurrentHashMap.newKeySet(); // of the pools of our own
    // Threads that broadcast, and the container's own, need processors as well.
    private final int flusherThreads =
            Math.max(1, Math.min(MOST_FLUSHERS, Runtime.getRuntime().availableProcessors() / 2));
    private final ApplicationNaming naming = new ApplicationNaming();
    // Reliable, since a server may refuse an application that is stopping: its last callbacks are due all the same.
    private final ReliableExecutor named = ReliableExecutor.of(naming);
    private final OwnPool closers = new OwnPool("tideway-closer-", MOST_CLOSERS);
    private final OwnPool pingers = new OwnPool("tideway-ping-", MOST_PINGERS);
    private final OwnPool flushers = new OwnPool("tideway-flusher-", flusherThreads);
    private final Pools pools = new Pools(
            ReliableExecutor.of(new OwnPool("tideway-upkeep-", MOST_UPKEEPERS)),
            ReliableExecutor.of(new OwnPool("tideway-abort-", MOST_CLOSERS)),
            named(new OwnPool("tideway-completion-", MOST_COMPLETERS)),
            named(new OwnPool("tideway-continuation-", MOST_CONTINUATIONS)),
            managedOr(new OwnPool("tideway-worker-", MOST_WORKERS)),
            this::dispatcher);
    private final ReliableExecutor callbacks = managedOr(new OwnPool("tideway-callback-", MOST_CALLBACKS));
    private final ReliableExecutor observers = named(new OwnPool("tideway-observer-", MOST_OBSERVERS));
    private final ReliableExecutor virtual = named(new OwnPool(Threads::virtualThreads));

    private volatile @Nullable ExecutorService managed;
    private boolean stopped; // guarded by this
    private final List<ExecutorService> running = new ArrayList<>(); // of our own, guarded by this
    private @Nullable ScheduledExecutorService scheduler; // guarded by this

    /** Looks the server's executor up; on the thread that deploys, since others may not see the application's names. */
    public void start() {
        start(lookUp(MANAGED, ExecutorService.class));
        naming.capture();
    }

    /** Uses an executor of the server's; none if it is null. */
    void start(@Nullable ExecutorService ofTheServer) {
        managed = ofTheServer;
    }

    /** Returns the threads of a node; they come when they are needed. */
    public Pools pools() {
        return pools;
    }

    private ReliableExecutor dispatcher(Dispatch dispatch) {
        return dispatch == Dispatch.VIRTUAL ? virtual : callbacks;
    }

    /** Returns how many threads {@link #flushers()} has at most. */
    public int flusherThreads() {
        return flusherThreads;
    }

    /**
     * Returns where broadcasts are written, on threads of our own: the application's tasks may occupy every thread of
     * the server's executor, and then no client would receive anything.
     */
    public Executor flushers() {
        return flushers;
    }

    /**
     * Returns where sessions are closed, on threads of our own: Payara leaves what it knows of a session on the thread
     * that closes it, so that a thread of the server's would keep the application reachable, and {@link #stop} waits
     * for ours.
     */
    public Executor closers() {
        return closers;
    }

    /**
     * Returns where asynchronous observers run: apart from what completes stages, since an observer may wait for one,
     * and on threads of our own, which {@link #stop} waits for.
     */
    public Executor observers() {
        return observers;
    }

    /** Returns where pings are sent by containers that block meanwhile. */
    public Executor pingers() {
        return pingers;
    }

    /**
     * Runs tasks on the server's executor, and on a pool of our own where the server has none or refuses: a bounded
     * executor that is full must not turn the thread that hands a task over, such as one that reads, into one that runs
     * it.
     */
    private ReliableExecutor managedOr(OwnPool own) {
        return named(task -> {
            ExecutorService ofTheServer = managed;
            if (ofTheServer == null) {
                own.execute(task);
                return;
            }
            try {
                ofTheServer.execute(task);
            } catch (RuntimeException | Error refused) {
                own.execute(task); // harmless where the server runs it after all: the task runs only once
            }
        });
    }

    /**
     * Has tasks run in the application's naming context on another executor's threads. The server's own gives them the
     * context of the thread that hands them over, which may be one of ours.
     */
    private ReliableExecutor named(Executor executor) {
        return ReliableExecutor.of(task -> executor.execute(() -> named.execute(task)));
    }

    /** Starts an executor of our own; null once everything has been stopped. */
    private synchronized @Nullable ExecutorService begin(Supplier<ExecutorService> creation) {
        if (stopped) {
            return null;
        }
        ExecutorService created = creation.get();
        running.add(created);
        return created;
    }

    /** Makes its threads when they are first needed. */
    private final class OwnPool implements Executor {
        private final Supplier<ExecutorService> creation;
        private volatile @Nullable Executor begun;

        OwnPool(String prefix, int mostThreads) {
            this(() -> new GrowingPool(mostThreads, daemons(prefix)));
        }

        OwnPool(Supplier<ExecutorService> creation) {
            this.creation = creation;
        }

        @Override
        public void execute(Runnable task) {
            Executor executor = begun;
            (executor == null ? begin() : executor).execute(task);
        }

        private synchronized Executor begin() {
            Executor executor = begun;
            if (executor == null) {
                ExecutorService created = Threads.this.begin(creation);
                executor = created == null ? Runnable::run : created;
                begun = executor;
            }
            return executor;
        }
    }

    /**
     * Runs a task again and again until {@link #stop}, on a thread of our own, since the application's tasks may occupy
     * every thread of the server's scheduler; what it throws is logged.
     */
    public synchronized void every(Duration period, Runnable task) {
        if (scheduler == null) {
            scheduler = Executors.newSingleThreadScheduledExecutor(daemons("tideway-timer-"));
            running.add(scheduler);
        }
        Runnable guarded = () -> {
            try {
                task.run();
            } catch (Throwable e) {
                UnexpectedErrors.reportPeriodicTask(e); // thrown on, it would end every later run
            }
        };
        long nanos = period.toNanos();
        var unused = scheduler.scheduleWithFixedDelay(guarded, nanos, nanos, TimeUnit.NANOSECONDS);
    }

    /**
     * Stops what was begun here within the time given: waits for half of it, then interrupts what still runs; the
     * server's executors are its own to stop.
     */
    public void stop(Duration budget) {
        List<ExecutorService> ending;
        synchronized (this) {
            stopped = true;
            managed = null;
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
        naming.release();
        List<Thread> left = threads.stream()
                .filter(thread -> thread.isAlive() && thread != Thread.currentThread())
                .toList();
        if (!left.isEmpty()) {
            ThreadMessages.threadsLeft(left);
        }
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
     * Waits for the threads themselves: a pool has terminated a moment before its last thread, which Tomcat takes for a
     * leak.
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

    private static ExecutorService virtualThreads() {
        try {
            // Java 21's; the bytecode is for 17, and deployment refuses VIRTUAL below 21.
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("virtual threads need Java 21 or later", e);
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
