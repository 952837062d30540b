package io.tideway.ws.internal.registry;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells listeners of users' first and last connections, in the order in which they happened to each user.
 *
 * <p>A change is noted within the step that makes it and told afterwards, without a lock. While one thread tells of a
 * user, others leave their changes of this user to it. Thread-safe.
 */
final class UserChanges implements Occupancy {
    private final Listeners<UserListener> listeners;
    private final ConcurrentMap<String, Untold> untold =
            new ConcurrentHashMap<>(); // entries change inside compute only

    UserChanges(Listeners<UserListener> listeners) {
        this.listeners = listeners;
    }

    @Override
    public void occupied(String userId) {
        note(userId, listener -> listener.connected(userId));
    }

    @Override
    public void emptied(String userId) {
        note(userId, listener -> listener.disconnected(userId));
    }

    private void note(String userId, Consumer<UserListener> change) {
        untold.compute(userId, (id, present) -> {
            Untold changes = present == null ? new Untold() : present;
            changes.queue.add(change);
            return changes;
        });
    }

    /** Tells what was noted of a user, unless another thread is telling it. */
    void tell(String userId) {
        if (begin(userId)) {
            for (Consumer<UserListener> change = next(userId); change != null; change = next(userId)) {
                listeners.tell(change);
            }
        }
    }

    private boolean begin(String userId) {
        AtomicBoolean begun = new AtomicBoolean();
        untold.computeIfPresent(userId, (id, changes) -> {
            begun.set(!changes.beingTold);
            changes.beingTold = true;
            return changes;
        });
        return begun.get();
    }

    private @Nullable Consumer<UserListener> next(String userId) {
        AtomicReference<@Nullable Consumer<UserListener>> next = new AtomicReference<>();
        untold.computeIfPresent(userId, (id, changes) -> {
            next.set(changes.queue.poll());
            return next.get() == null ? null : changes;
        });
        return next.get();
    }

    /** Holds the changes of one user that no listener knows. */
    private static final class Untold {
        private final Queue<Consumer<UserListener>> queue = new ArrayDeque<>(2);
        private boolean beingTold; // by a thread
    }
}
