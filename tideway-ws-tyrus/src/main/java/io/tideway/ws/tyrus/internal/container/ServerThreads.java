package io.tideway.ws.tyrus.internal.container;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.glassfish.grizzly.memory.MemoryManager;
import org.glassfish.grizzly.threadpool.GrizzlyExecutorService;
import org.glassfish.grizzly.threadpool.ThreadPoolConfig;

/** Makes the threads of one server, all named after it, and waits for their end. Thread-safe. */
final class ServerThreads {

    /** What the names of all servers begin with. */
    static final String PREFIX = "tideway-";

    private static final int MAX_SELECTORS = 8;
    private static final Duration IDLE_WORKER = Duration.ofSeconds(30);
    private static final Duration INTERRUPTS = Duration.ofMillis(50);

    private final String name;

    ServerThreads(String name) {
        this.name = name;
    }

    /** Configures the threads that wait for the network, and those that take over from one in a lingering callback. */
    ThreadPoolConfig selectors() {
        int count = selectorCount();
        return config("selector").setCorePoolSize(count).setMaxPoolSize(count + SelectorWatch.mostAway());
    }

    static int selectorCount() {
        return Math.min(MAX_SELECTORS, Runtime.getRuntime().availableProcessors());
    }

    /** Makes a thread of its own for a task. */
    Thread daemon(String role, Runnable task) {
        Thread thread = new Thread(task, name + "-" + role);
        thread.setDaemon(true);
        return thread;
    }

    /** Makes the only thread that is not a daemon: a program that started a server lives until it is closed. */
    Thread keeper(CountDownLatch closed) {
        return new Thread(
                () -> {
                    try {
                        closed.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                name + "-keeper");
    }

    /** Makes the threads that run handlers: made as needed, because each blocked handler occupies one. */
    GrizzlyExecutorService workers(String role, int max) {
        return GrizzlyExecutorService.createInstance(config(role)
                .setCorePoolSize(1)
                .setMaxPoolSize(Math.max(2, max))
                .setKeepAliveTime(IDLE_WORKER.toMillis(), TimeUnit.MILLISECONDS));
    }

    ScheduledThreadPoolExecutor timer() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> daemon("timer", task));
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    private ThreadPoolConfig config(String role) {
        return ThreadPoolConfig.defaultConfig()
                .setPoolName(name + "-" + role)
                .setDaemon(true)
                .setPriority(Thread.NORM_PRIORITY)
                .setMemoryManager(MemoryManager.DEFAULT_MEMORY_MANAGER)
                .setInitialClassLoader(Thread.currentThread().getContextClassLoader());
    }

    /**
     * Interrupts the threads of this server, except the caller's own, until they have ended; returns those that are
     * still there after the time.
     */
    List<Thread> end(Duration atMost) {
        // A handler that stops its own server was interrupted together with the others.
        boolean interrupted = Thread.interrupted() && !isOurs(Thread.currentThread());
        long deadline = System.nanoTime() + atMost.toNanos();
        List<Thread> alive = alive();
        try {
            while (!alive.isEmpty() && System.nanoTime() < deadline) {
                // Again and again, since a handler may go on to the next thing to wait for.
                alive.forEach(Thread::interrupt);
                long round = System.nanoTime() + INTERRUPTS.toNanos();
                for (Thread thread : alive) {
                    long now = System.nanoTime();
                    if (now >= deadline) {
                        break;
                    }
                    // At least a millisecond: 0 would wait without end.
                    thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(Math.min(round, deadline) - now)));
                }
                alive = alive();
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return alive;
    }

    private boolean isOurs(Thread thread) {
        return thread.getName().startsWith(name + "-");
    }

    private List<Thread> alive() {
        // By name, because Grizzly makes some threads of its own and does not hand them out.
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> isOurs(thread) && thread != Thread.currentThread())
                .toList();
    }
}
