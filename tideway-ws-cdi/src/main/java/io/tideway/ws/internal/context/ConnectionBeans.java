package io.tideway.ws.internal.context;

import io.tideway.ws.internal.Messages;
import jakarta.enterprise.context.spi.Contextual;
import jakarta.enterprise.context.spi.CreationalContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Holds the bean instances of one connection. */
final class ConnectionBeans {
    // Reentrant by its monitor: creating one bean may create another. Callbacks of a connection do not overlap, so
    // waiting
    // here is for beans used from threads of the application's own.
    private final Map<Contextual<?>, Instance<?>> instances = new HashMap<>();

    synchronized <T> T get(Contextual<T> contextual, CreationalContext<T> creation) {
        T present = find(contextual);
        if (present != null) {
            return present;
        }
        T created = contextual.create(creation);
        instances.put(contextual, new Instance<>(contextual, creation, created));
        return created;
    }

    @SuppressWarnings("unchecked") // an instance is filed under the contextual that made it
    synchronized <T> @Nullable T find(Contextual<T> contextual) {
        Instance<T> present = (Instance<T>) instances.get(contextual);
        return present == null ? null : present.bean();
    }

    void destroy(Contextual<?> contextual) {
        Instance<?> removed;
        synchronized (this) {
            removed = instances.remove(contextual);
        }
        if (removed != null) {
            removed.destroy();
        }
    }

    void destroyAll() {
        List<Instance<?>> all;
        synchronized (this) {
            all = List.copyOf(instances.values());
            instances.clear();
        }
        all.forEach(Instance::destroy);
    }

    private record Instance<T>(Contextual<T> contextual, CreationalContext<T> creation, T bean) {
        void destroy() {
            try {
                contextual.destroy(bean, creation);
            } catch (Throwable e) { // an Error too: the other beans are to be destroyed all the same
                Messages.stopFailed(e);
            }
        }
    }
}
