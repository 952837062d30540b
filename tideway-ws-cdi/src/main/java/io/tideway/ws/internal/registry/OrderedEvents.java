package io.tideway.ws.internal.registry;

import io.tideway.ws.internal.threads.UnexpectedErrors;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells listeners of changes, in the order in which they happened to each key, such as a user or a connection.
 *
 * <p>A change is noted within the step that makes it, under whatever lock that takes, and told afterwards without a
 * lock. While one thread tells of a key, others leave their changes of this key to it. Thread-safe.
 *
 * @param <K> the keys
 * @param <L> the listeners
 */
final class OrderedEvents<K, L> {
    private final Listeners<L> listeners;
    private final ConcurrentMap<K, Untold> untold = new ConcurrentHashMap<>(); // entries change inside compute only

    OrderedEvents(Listeners<L> listeners) {
        this.listeners = listeners;
    }

    /** Tells whether there are listeners; without any, changes need not be noted. */
    boolean hasListeners() {
        return !listeners.all().isEmpty();
    }

    /** Notes a change of a key, for every listener. */
    void note(K key, Consumer<L> change) {
        noteStep(key, () -> listeners.tell(change));
    }

    /** Notes what is to run once everything noted of a key before has been told. */
    void noteStep(K key, Runnable step) {
        untold.compute(key, (k, present) -> {
            Untold changes = present == null ? new Untold() : present;
            changes.queue.add(step);
            return changes;
        });
    }

    /** Tells what was noted of a key, unless another thread is telling it, or this one further up its stack. */
    void tell(K key) {
        if (begin(key)) {
            for (Runnable step = next(key); step != null; step = next(key)) {
                run(step);
            }
        }
    }

    private static void run(Runnable step) {
        try {
            step.run();
        } catch (Throwable e) {
            UnexpectedErrors.report(e); // thrown on, it would keep later changes from being told
        }
    }

    private boolean begin(K key) {
        AtomicBoolean begun = new AtomicBoolean();
        untold.computeIfPresent(key, (k, changes) -> {
            begun.set(!changes.beingTold);
            changes.beingTold = true;
            return changes;
        });
        return begun.get();
    }

    private @Nullable Runnable next(K key) {
        AtomicReference<@Nullable Runnable> next = new AtomicReference<>();
        untold.computeIfPresent(key, (k, changes) -> {
            next.set(changes.queue.poll());
            return next.get() == null ? null : changes;
        });
        return next.get();
    }

    /** Holds the changes of one key that no listener knows. */
    private static final class Untold {
        private final Queue<Runnable> queue = new ArrayDeque<>(2);
        private boolean beingTold; // by a thread
    }
}
