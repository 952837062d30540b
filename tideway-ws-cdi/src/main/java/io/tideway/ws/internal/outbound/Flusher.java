package io.tideway.ws.internal.outbound;

import io.tideway.ws.internal.threads.Escaped;
import io.tideway.ws.internal.threads.ReliableExecutor;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Writes the lanes that broadcasts left with something to write, on a few threads that sweep over them.
 *
 * <p>While a sweep is under way, broadcasts go on filling the lanes that it has not reached, so the busier it is, the more
 * leaves in one write; an idle one begins at once. Thread-safe.
 */
public final class Flusher {

    /** So few lanes are written sooner than a thread wakes for them. */
    private static final int MOST_AT_ONCE = 2;

    /**
     * Each sweeper has so many arrays to itself before another joins it: up to some 2,000 lanes one thread is as quick, and
     * it leaves the other cores to those that the messages are for.
     */
    private static final int ARRAYS_EACH = 8;

    private final Executor executor;
    private final Runnable sweeping = this::sweep;
    private final int mostSweepers;
    private final int arraysEach;
    private final Queue<@Nullable OutboundQueue[]> waiting;
    private final AtomicInteger pending = new AtomicInteger();
    private final AtomicInteger sweepers = new AtomicInteger();

    /**
     * Creates an idle flusher.
     *
     * @param executor where the sweeps run
     * @param mostSweepers how many run at once, where that many have enough to do
     */
    public Flusher(Executor executor, int mostSweepers) {
        this(executor, mostSweepers, ARRAYS_EACH);
    }

    /** Creates an idle flusher whose sweepers have so many arrays each before another joins them. */
    public Flusher(Executor executor, int mostSweepers, int arraysEach) {
        this(executor, mostSweepers, arraysEach, new ConcurrentLinkedQueue<>());
    }

    /** Creates a flusher whose work waits in a queue of the caller's. */
    Flusher(Executor executor, int mostSweepers, int arraysEach, Queue<@Nullable OutboundQueue[]> waiting) {
        this.waiting = waiting;
        this.executor = ReliableExecutor.of(executor);
        this.mostSweepers = mostSweepers;
        this.arraysEach = arraysEach;
    }

    /** Begins to gather lanes for a sweep. */
    public DeferredWrites begin() {
        return new DeferredWrites(this);
    }

    /** Takes the first lanes of an array, to be written, whose drain the caller has taken. */
    void flush(@Nullable OutboundQueue[] lanes, int count) {
        if (count <= MOST_AT_ONCE && sweepers.get() == 0) {
            writeHere(lanes);
        } else {
            add(lanes);
            start();
        }
    }

    /** Goes on writing a lane whose drain the caller has taken and gives away. */
    void goOn(OutboundQueue lane) {
        add(new OutboundQueue[] {lane});
        start();
    }

    private static void writeHere(@Nullable OutboundQueue[] lanes) {
        for (OutboundQueue lane : lanes) {
            if (lane != null) {
                try {
                    lane.drain();
                } catch (RuntimeException | Error e) {
                    Escaped.report(e); // the other lanes are to be written all the same
                }
            }
        }
    }

    private void start() {
        if (enlist()) {
            try {
                executor.execute(sweeping);
            } catch (RuntimeException | Error e) {
                sweepers.decrementAndGet(); // or no broadcast would begin another sweep
                throw e;
            }
        }
    }

    private boolean enlist() {
        int running = sweepers.get();
        while (running < mostSweepers && (running == 0 || pending.get() > running * arraysEach)) {
            if (sweepers.compareAndSet(running, running + 1)) {
                return true;
            }
            running = sweepers.get();
        }
        return false;
    }

    private void sweep() {
        do {
            try {
                sweepWaiting();
            } catch (RuntimeException | Error e) {
                Escaped.report(e);
            } finally {
                sweepers.decrementAndGet();
            }
            // Whoever added in between may have found this sweeper still counted, and so have started none.
        } while (!waiting.isEmpty() && enlist());
    }

    private void sweepWaiting() {
        WriteBatch burst = new WriteBatch();
        for (@Nullable OutboundQueue[] lanes = poll(); lanes != null; lanes = poll()) {
            sweep(lanes, burst);
        }
        burst.clear();
    }

    /** Writes one burst of each lane; what more a lane has got meanwhile comes with the next sweep. */
    private void sweep(@Nullable OutboundQueue[] lanes, WriteBatch burst) {
        int left = 0;
        for (int i = 0; i < lanes.length; i++) {
            OutboundQueue lane = lanes[i];
            lanes[i] = null;
            if (lane != null && lane.writeNext(burst)) {
                lanes[left++] = lane;
            }
        }
        if (left > 0) {
            add(lanes);
        }
    }

    private void add(@Nullable OutboundQueue[] lanes) {
        pending.incrementAndGet();
        try {
            waiting.add(lanes);
        } catch (OutOfMemoryError e) {
            pending.decrementAndGet();
            for (OutboundQueue lane : lanes) {
                if (lane != null) {
                    lane.fail(e); // rather than a lane that nobody writes
                }
            }
        }
    }

    private @Nullable OutboundQueue @Nullable [] poll() {
        @Nullable OutboundQueue[] lanes = waiting.poll();
        if (lanes != null) {
            pending.decrementAndGet();
        }
        return lanes;
    }
}
