package io.tideway.ws.internal.invoke;

import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.context.spi.Contextual;
import jakarta.enterprise.context.spi.CreationalContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Holds the bean instances of one connection, from its beginning to its end. */
final class ConnectionBeans {
    // Guarded by this, never while the application's code runs: a bean that is being created may need beans of other
    // connections, which other threads are creating. Callbacks of a connection do not overlap, so two threads that need
    // the same bean at once are the application's own.
    private Map<Contextual<?>, Instance<?>> instances = Map.of(); // until the first bean: most connections have none
    private boolean ended;

    /**
     * Finds or creates an instance. Where two threads create one at once, the first that is ready counts, and the other
     * is destroyed.
     *
     * @throws ContextNotActiveException if it would have to be created after the end
     */
    <T> T get(Contextual<T> contextual, CreationalContext<T> creation) {
        T present = findUnlessEnded(contextual);
        if (present != null) {
            return present;
        }
        Instance<T> created = new Instance<>(contextual, creation, contextual.create(creation));
        T kept;
        try {
            kept = keep(created);
        } catch (ContextNotActiveException e) {
            created.destroy(ConnectionBeans::logNotDestroyed);
            throw e;
        }
        if (kept != created.bean()) {
            created.destroy(ConnectionBeans::logNotDestroyed);
        }
        return kept;
    }

    private synchronized <T> @Nullable T findUnlessEnded(Contextual<T> contextual) {
        T present = find(contextual);
        if (present == null && ended) {
            throw new ContextNotActiveException(InvokeMessages.connectionEnded());
        }
        return present;
    }

    private synchronized <T> T keep(Instance<T> created) {
        T present = findUnlessEnded(created.contextual());
        if (present != null) {
            return present;
        }
        if (instances.isEmpty()) {
            instances = new HashMap<>();
        }
        instances.put(created.contextual(), created);
        return created.bean();
    }

    @SuppressWarnings("unchecked") // an instance is filed under the contextual that made it
    synchronized <T> @Nullable T find(Contextual<T> contextual) {
        Instance<T> present = (Instance<T>) instances.get(contextual);
        return present == null ? null : present.bean();
    }

    void destroy(Contextual<?> contextual) {
        destroy(contextual, ConnectionBeans::logNotDestroyed);
    }

    private static void logNotDestroyed(Throwable cause) {
        InvokeMessages.beanNotDestroyed(cause).write();
    }

    private void destroy(Contextual<?> contextual, Consumer<Throwable> notDestroyed) {
        Instance<?> removed;
        synchronized (this) {
            removed = instances.isEmpty() ? null : instances.remove(contextual);
        }
        if (removed != null) {
            removed.destroy(notDestroyed);
        }
    }

    /**
     * Destroys all instances; none is created from now on, and each is there until it is destroyed itself.
     *
     * @param notDestroyed is told what a bean throws
     */
    void end(Consumer<Throwable> notDestroyed) {
        List<Contextual<?>> all;
        synchronized (this) {
            ended = true;
            all = List.copyOf(instances.keySet());
        }
        all.forEach(contextual -> destroy(contextual, notDestroyed));
    }

    private record Instance<T>(Contextual<T> contextual, CreationalContext<T> creation, T bean) {
        void destroy(Consumer<Throwable> notDestroyed) {
            try {
                contextual.destroy(bean, creation);
            } catch (Throwable e) { // an Error too: the other beans must still be destroyed
                notDestroyed.accept(e);
            }
        }
    }
}
