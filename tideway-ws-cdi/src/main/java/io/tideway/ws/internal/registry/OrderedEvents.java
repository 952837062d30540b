package io.tideway.ws.internal.registry;

import io.tideway.ws.internal.threads.ReliableExecutor;
import io.tideway.ws.internal.threads.UnexpectedErrors;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells listeners of changes, in the order in which they happened to each key, such as a user or a connection.
 *
 * <p>A change is noted within the step that makes it, under whatever lock that takes, and told afterwards without a
 * lock. While one thread tells of a key, others leave their changes of this key to it. It tells what waited when it
 * began, or 64 changes if those are more, and hands the rest to the executor in shares of 64, so that the threads that
 * make changes keep none of them for long. Where the executor takes no task, the thread goes on.
 *
 * <p>What waits is bounded, though a listener may block for long. Beyond 1,000 changes of a key, the beginning of
 * something and its end {@linkplain #cancel cancel} each other, so that listeners learn of neither. What they do learn
 * of still alternates and leads to the same state. Beyond the bound there waits at most one end and one beginning of
 * each thing that has not ended, or that listeners take for one. To wait for a listener instead is not safe: it may
 * need what the waiting thread holds, which may also be the thread that serves all connections. Thread-safe.
 *
 * @param <K> the keys
 * @param <L> the listeners
 */
final class OrderedEvents<K, L> {
    private static final int SHARE = 64;
    private static final int MOST_WAITING = 1000;

    private final Listeners<L> listeners;
    private final ReliableExecutor executor;
    private final ConcurrentMap<K, Untold> untold = new ConcurrentHashMap<>(); // entries change inside compute only

    /**
     * Creates events of which none waits.
     *
     * @param executor tells what a thread that makes changes leaves; may run code of the application
     */
    OrderedEvents(Listeners<L> listeners, ReliableExecutor executor) {
        this.listeners = listeners;
        this.executor = executor;
    }

    /** Tells whether there are listeners; without any, changes need not be noted. */
    boolean hasListeners() {
        return !listeners.all().isEmpty();
    }

    /** Notes a change of a key, for every listener. */
    void note(K key, Consumer<L> change) {
        noteStep(key, () -> listeners.tell(change));
    }

    /**
     * Notes a change that begins something, for every listener.
     *
     * @param what what begins; noted again before it ends, and beyond the bound, it takes the later place
     */
    void noteBeginning(K key, Object what, Consumer<L> change) {
        add(key, what, () -> listeners.tell(change));
    }

    /**
     * Takes back the beginning of what ends now, if too much waits before it; false if the end is to be noted.
     *
     * @param what what {@linkplain #noteBeginning began}
     */
    boolean cancel(K key, Object what) {
        AtomicBoolean cancelled = new AtomicBoolean();
        untold.computeIfPresent(key, (k, changes) -> {
            cancelled.set(changes.cancel(what));
            return changes;
        });
        return cancelled.get();
    }

    /** Notes what is to run once everything noted of a key before has been told. */
    void noteStep(K key, Runnable step) {
        add(key, new Object(), step);
    }

    private void add(K key, Object id, Runnable step) {
        untold.compute(key, (k, present) -> {
            Untold changes = present == null ? new Untold() : present;
            changes.add(id, step);
            return changes;
        });
    }

    /**
     * Tells what was noted of a key, unless another thread is telling it, or this one further up its stack; leaves what
     * others add meanwhile to the executor.
     */
    void tell(K key) {
        int waiting = begin(key);
        if (waiting > 0) {
            tell(key, Math.max(SHARE, waiting));
        }
    }

    private void tell(K key, int share) {
        try {
            Runnable step = next(key);
            for (int told = 0; step != null && told < share; told++) {
                run(step);
                step = next(key);
            }
            if (step != null) {
                leaveToExecutor(key, step);
            }
        } catch (RuntimeException | Error e) {
            UnexpectedErrors.report(e);
            stopTelling(key); // or nothing would ever be told of the key
        }
    }

    private void leaveToExecutor(K key, Runnable first) {
        try {
            executor.execute(() -> {
                run(first);
                tell(key, SHARE);
            });
        } catch (RuntimeException | Error e) {
            run(first);
            throw e;
        }
    }

    private void stopTelling(K key) {
        untold.computeIfPresent(key, (k, changes) -> {
            changes.beingTold = false;
            return changes;
        });
    }

    private static void run(Runnable step) {
        try {
            step.run();
        } catch (Throwable e) {
            UnexpectedErrors.report(e); // thrown on, it would keep later changes from being told
        }
    }

    /** Begins to tell; returns how much waits, none if a thread tells it already. */
    private int begin(K key) {
        AtomicInteger waiting = new AtomicInteger();
        untold.computeIfPresent(key, (k, changes) -> {
            if (!changes.beingTold) {
                changes.beingTold = true;
                waiting.set(changes.size());
            }
            return changes;
        });
        return waiting.get();
    }

    private @Nullable Runnable next(K key) {
        AtomicReference<@Nullable Runnable> next = new AtomicReference<>();
        untold.computeIfPresent(key, (k, changes) -> {
            next.set(changes.poll());
            return next.get() == null ? null : changes;
        });
        return next.get();
    }

    /** Holds the changes of one key that no listener knows. */
    private static final class Untold {
        private final Queue<Runnable> queue = new ArrayDeque<>(2);
        private Map<Object, Runnable> beyond = Map.of(); // in order, behind a full queue; a beginning by what begins
        private boolean beingTold; // by a thread

        void add(Object id, Runnable step) {
            if (queue.size() < MOST_WAITING) {
                queue.add(step);
                return;
            }
            if (beyond.isEmpty()) {
                beyond = new LinkedHashMap<>();
            }
            beyond.remove(id); // or it would keep its earlier place
            beyond.put(id, step);
        }

        boolean cancel(Object what) {
            return !beyond.isEmpty() && beyond.remove(what) != null;
        }

        @Nullable
        Runnable poll() {
            Runnable next = queue.poll();
            if (!beyond.isEmpty()) {
                Iterator<Runnable> waiting = beyond.values().iterator();
                queue.add(waiting.next());
                waiting.remove();
            }
            return next;
        }

        int size() {
            return queue.size() + beyond.size();
        }
    }
}
