package io.tideway.ws.internal.outbound;

import io.tideway.ws.internal.threads.ReliableExecutor;
import io.tideway.ws.internal.threads.Timer;
import io.tideway.ws.internal.threads.UnexpectedErrors;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Writes the queues that broadcasts left with something to write, on a few threads that go through them.
 *
 * <p>While a round is under way, broadcasts go on filling the queues that it has not reached, so the busier it is, the
 * more leaves in one write; an idle one begins at once. Thread-safe.
 */
public final class Flusher {

    /** So few queues are written sooner than a thread wakes for them. */
    private static final int MOST_AT_ONCE = 2;

    /**
     * Each thread has so many arrays to itself before another joins it: up to about 2,000 queues one thread is as
     * quick, and it leaves the other processors to the application and the kernel.
     */
    private static final int ARRAYS_EACH = 8;

    private final Executor executor;
    private final Timer timer;
    private final Map<Long, DelayedWrites> delays = new ConcurrentHashMap<>(); // by the delay, in nanoseconds
    private final Runnable rounds = this::writeWaiting;
    private final DeferredWrites.Handover handover = this::flush;
    private final DeferredWrites.Handover later = (queues, count) -> flushLater(queues);
    private final int mostThreads;
    private final int arraysEach;
    private final Queue<@Nullable WritingQueue[]> waiting;
    private final AtomicInteger pending = new AtomicInteger();
    private final AtomicInteger threads = new AtomicInteger();

    /**
     * Creates an idle flusher.
     *
     * @param executor whose threads write
     * @param mostThreads how many write at once, where that many have enough to do
     * @param timer what tells that a write delay has passed
     */
    public Flusher(Executor executor, int mostThreads, Timer timer) {
        this(executor, mostThreads, ARRAYS_EACH, timer, new ConcurrentLinkedQueue<>());
    }

    /** Creates an idle flusher that knows no write delay; for tests. */
    public Flusher(Executor executor, int mostThreads) {
        this(executor, mostThreads, Timer.IMMEDIATE);
    }

    /** Creates an idle flusher whose threads have so many arrays each before another joins them; for tests. */
    public Flusher(Executor executor, int mostThreads, int arraysEach, Timer timer) {
        this(executor, mostThreads, arraysEach, timer, new ConcurrentLinkedQueue<>());
    }

    /** Creates a flusher whose work waits in a queue of the caller's. */
    Flusher(Executor executor, int mostThreads, int arraysEach, Queue<@Nullable WritingQueue[]> waiting) {
        this(executor, mostThreads, arraysEach, Timer.IMMEDIATE, waiting);
    }

    private Flusher(
            Executor executor, int mostThreads, int arraysEach, Timer timer, Queue<@Nullable WritingQueue[]> waiting) {
        this.timer = timer;
        this.waiting = waiting;
        this.executor = ReliableExecutor.of(executor);
        this.mostThreads = mostThreads;
        this.arraysEach = arraysEach;
    }

    /** Begins to gather the queues of a broadcast. */
    public DeferredWrites begin() {
        return new DeferredWrites(handover);
    }

    /** Takes the first queues of an array, to be written; the caller has the claim of each and gives it away. */
    private void flush(@Nullable WritingQueue[] queues, int count) {
        if (count <= MOST_AT_ONCE && threads.get() == 0) {
            writeHere(queues);
        } else {
            flushLater(queues);
        }
    }

    private void flushLater(@Nullable WritingQueue[] queues) {
        add(queues);
        start();
    }

    /** Goes on writing a queue; the caller has its claim and gives it away. */
    void goOn(WritingQueue queue) {
        flushLater(new WritingQueue[] {queue});
    }

    /** Has a queue written once its write delay has passed, unless a thread writes it before. */
    void delay(DelayingQueue queue, long nanos) {
        delays.computeIfAbsent(nanos, delay -> new DelayedWrites(delay, timer, this))
                .add(queue);
    }

    /** Has queues written whose write delay has passed, on the threads that write: the caller's must not wait. */
    void writeDelayed(List<DelayingQueue> queues) {
        try {
            DeferredWrites writes = new DeferredWrites(later);
            queues.forEach(queue -> queue.delayPassed(writes));
            writes.end();
        } catch (RuntimeException | Error e) {
            queues.forEach(queue -> queue.fail(e)); // rather than queues that are never written
        }
    }

    private static void writeHere(@Nullable WritingQueue[] queues) {
        for (WritingQueue queue : queues) {
            if (queue != null) {
                try {
                    queue.write();
                } catch (RuntimeException | Error e) {
                    UnexpectedErrors.report(e); // the other queues must still be written
                }
            }
        }
    }

    private void start() {
        if (enlist()) {
            try {
                executor.execute(rounds);
            } catch (RuntimeException | Error e) {
                threads.decrementAndGet(); // or no broadcast would start another thread
                throw e;
            }
        }
    }

    private boolean enlist() {
        int running = threads.get();
        while (running < mostThreads && (running == 0 || pending.get() > running * arraysEach)) {
            if (threads.compareAndSet(running, running + 1)) {
                return true;
            }
            running = threads.get();
        }
        return false;
    }

    private void writeWaiting() {
        do {
            try {
                writeRounds();
            } catch (RuntimeException | Error e) {
                UnexpectedErrors.report(e);
            } finally {
                threads.decrementAndGet();
            }
            // A broadcast that added something in between found this thread still counted, and started none.
        } while (!waiting.isEmpty() && enlist());
    }

    private void writeRounds() {
        WriteBatch batch = new WriteBatch();
        for (@Nullable WritingQueue[] queues = poll(); queues != null; queues = poll()) {
            writeBatches(queues, batch);
        }
        batch.clear();
    }

    /** Writes one batch of each queue; what a queue has accepted meanwhile comes with the next round. */
    private void writeBatches(@Nullable WritingQueue[] queues, WriteBatch batch) {
        int left = 0;
        for (int i = 0; i < queues.length; i++) {
            WritingQueue queue = queues[i];
            queues[i] = null;
            if (queue != null && queue.writeNext(batch)) {
                queues[left++] = queue;
            }
        }
        if (left > 0) {
            add(queues);
        }
    }

    private void add(@Nullable WritingQueue[] queues) {
        pending.incrementAndGet();
        try {
            waiting.add(queues);
        } catch (OutOfMemoryError e) {
            pending.decrementAndGet();
            for (WritingQueue queue : queues) {
                if (queue != null) {
                    queue.fail(e); // rather than a queue that is never written
                }
            }
        }
    }

    private @Nullable WritingQueue @Nullable [] poll() {
        @Nullable WritingQueue[] queues = waiting.poll();
        if (queues != null) {
            pending.decrementAndGet();
        }
        return queues;
    }
}
