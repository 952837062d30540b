package io.tideway.ws.internal.invoke;

import io.tideway.ws.Connection;
import io.tideway.ws.ConnectionScoped;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.context.spi.AlterableContext;
import jakarta.enterprise.context.spi.Contextual;
import jakarta.enterprise.context.spi.CreationalContext;
import java.lang.annotation.Annotation;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Holds the beans of each connection, and is active on a thread while it runs a callback of one; thread-safe. */
public final class ConnectionContext implements AlterableContext {
    private final Map<String, ConnectionBeans> beans = new ConcurrentHashMap<>();
    // Of this instance, not static: two applications may share one class loader.
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<@Nullable Connection> current = new ThreadLocal<>();

    /** Makes a connection the thread's current one; returns the one before, for {@link #leave}. */
    public @Nullable Connection enter(Connection connection) {
        Connection before = current.get();
        current.set(connection);
        return before;
    }

    /** Makes the connection before {@link #enter} current again. */
    public void leave(@Nullable Connection before) {
        if (before == null) {
            current.remove();
        } else {
            current.set(before);
        }
    }

    /**
     * Returns the thread's current connection.
     *
     * @throws ContextNotActiveException if no callback of a connection runs on this thread
     */
    public Connection connection() {
        Connection connection = current.get();
        if (connection == null) {
            throw new ContextNotActiveException(InvokeMessages.noCallback());
        }
        return connection;
    }

    /** Begins the scope of a connection; until {@link #end} it has beans. */
    public void begin(Connection connection) {
        beans.put(connection.id(), new ConnectionBeans());
    }

    /**
     * Destroys the beans of an ended connection, which is the thread's current one meanwhile; none is created again.
     *
     * @param notDestroyed is told what a bean throws
     */
    public void end(Connection connection, Consumer<Throwable> notDestroyed) {
        ConnectionBeans ending = beans.get(connection.id());
        if (ending != null) {
            try {
                ending.end(notDestroyed);
            } finally {
                beans.remove(connection.id());
            }
        }
    }

    @Override
    public Class<? extends Annotation> getScope() {
        return ConnectionScoped.class;
    }

    @Override
    public boolean isActive() {
        Connection connection = current.get();
        return connection != null && beans.containsKey(connection.id());
    }

    @Override
    public <T> T get(Contextual<T> contextual, CreationalContext<T> creation) {
        return active().get(contextual, creation);
    }

    @Override
    public <T> @Nullable T get(Contextual<T> contextual) {
        return active().find(contextual);
    }

    @Override
    public void destroy(Contextual<?> contextual) {
        active().destroy(contextual);
    }

    private ConnectionBeans active() {
        ConnectionBeans active = beans.get(connection().id());
        if (active == null) {
            throw new ContextNotActiveException(InvokeMessages.connectionEnded());
        }
        return active;
    }
}
