package io.tideway.ws.internal.threads;

import io.tideway.ws.Dispatch;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Gives the deployment its threads, by purpose: daemons of its own that end with it, and for the application's code the
 * server's managed executor where there is one. Thread-safe.
 */
public final class Threads {
    private static final int MOST_UPKEEPERS = 4;
    private static final int MOST_PINGERS = 32;
    private static final int MOST_CLOSERS = 32;
    private static final int MOST_COMPLETERS = 256;
    private static final int MOST_CONTINUATIONS = 256;
    private static final int MOST_BROKER_THREADS = 32;
    private static final int MOST_OBSERVERS = 256;
    private static final int MOST_WORKERS = 32;
    private static final int MOST_CALLBACKS = 256;
    private static final int MOST_FLUSHERS = 4;

    // Threads that broadcast, and the container's own, need processors as well.
    private final int flusherThreads =
            Math.max(1, Math.min(MOST_FLUSHERS, Runtime.getRuntime().availableProcessors() / 2));
    private final OwnThreads own = new OwnThreads();
    private final ApplicationNaming naming = new ApplicationNaming();
    private final ServerExecutor server = new ServerExecutor(naming::handOver);
    // Reliable, since a server may refuse an application that is stopping: its last callbacks must still run.
    private final ReliableExecutor named = ReliableExecutor.of(naming);
    private final Executor closers = own.pool("tideway-closer-", MOST_CLOSERS);
    private final Executor pingers = own.pool("tideway-ping-", MOST_PINGERS);
    private final Executor flushers = own.pool("tideway-flusher-", flusherThreads);
    private final Pools pools = new Pools(
            ReliableExecutor.of(own.pool("tideway-upkeep-", MOST_UPKEEPERS)),
            ReliableExecutor.of(own.pool("tideway-abort-", MOST_CLOSERS)),
            named(own.pool("tideway-completion-", MOST_COMPLETERS)),
            named(own.pool("tideway-continuation-", MOST_CONTINUATIONS)),
            named(own.pool("tideway-broker-", MOST_BROKER_THREADS)),
            named(server.orElse(own.pool("tideway-worker-", MOST_WORKERS))),
            naming::callBack,
            this::dispatcher);
    private final ReliableExecutor callbacks = named(server.orElse(own.pool("tideway-callback-", MOST_CALLBACKS)));
    private final ReliableExecutor observers = named(own.pool("tideway-observer-", MOST_OBSERVERS));
    private final ReliableExecutor virtual = named(own.pool(Threads::virtualThreads));

    /** Looks up what the server has; on the thread that deploys, since others may not see the application's names. */
    public void start() {
        server.lookUp();
        naming.capture();
    }

    /** Uses an executor of the server's. */
    void start(Executor ofTheServer) {
        server.use(ofTheServer);
    }

    /** Returns what runs tasks on the calling thread, with what the server gives the application's own threads. */
    public ReliableExecutor caller() {
        return named;
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
     * Has tasks run in the application's naming context on another executor's threads. The server's own gives them the
     * context of the thread that hands them over, which may be one of ours.
     */
    private ReliableExecutor named(Executor executor) {
        return ReliableExecutor.of(task -> executor.execute(() -> named.execute(task)));
    }

    /**
     * Runs a task again and again until {@link #stop}, on a thread of our own, since the application's tasks may occupy
     * every thread of the server's scheduler; what it throws is logged.
     */
    public void every(Duration period, Runnable task) {
        own.every(period, task);
    }

    /** Returns what runs tasks later, on the thread of {@link #every}, so they must be short. */
    public Timer timer() {
        return own::after;
    }

    /**
     * Stops what was begun here within the time given: waits for half of it, then interrupts what still runs; the
     * server's executors are its own to stop.
     */
    public void stop(Duration budget) {
        server.release();
        List<Thread> left = own.stop(budget);
        naming.release();
        if (!left.isEmpty()) {
            ThreadMessages.threadsLeft(left);
        }
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
}
