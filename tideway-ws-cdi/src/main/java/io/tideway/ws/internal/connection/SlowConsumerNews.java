package io.tideway.ws.internal.connection;

import io.tideway.ws.Connection;
import io.tideway.ws.SlowConsumer;
import io.tideway.ws.internal.registry.Listeners;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Tells listeners of slow consumers on another thread, one after the other: a broadcast that fills many queues hands
 * over one task and waits for no listener.
 *
 * <p>At most one event waits for each connection, the latest. Thread-safe.
 */
public final class SlowConsumerNews {
    private final Listeners<ConnectionListener> listeners;
    private final Executor executor;
    private final Map<Connection, SlowConsumer> latest = new ConcurrentHashMap<>();
    private final Queue<Connection> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean telling = new AtomicBoolean();

    /**
     * Creates news of which none wait.
     *
     * @param executor where listeners are told
     */
    public SlowConsumerNews(Listeners<ConnectionListener> listeners, Executor executor) {
        this.listeners = listeners;
        this.executor = executor;
    }

    /** Tells listeners later; called on the sending thread. */
    void slow(SlowConsumer event) {
        if (latest.put(event.connection(), event) == null) {
            waiting.add(event.connection());
        }
        if (telling.compareAndSet(false, true)) {
            executor.execute(this::tellAll);
        }
    }

    private void tellAll() {
        do {
            for (Connection next = waiting.poll(); next != null; next = waiting.poll()) {
                tell(next);
            }
            telling.set(false);
            // A thread that added in between may have found this task still telling.
        } while (!waiting.isEmpty() && telling.compareAndSet(false, true));
    }

    private void tell(Connection connection) {
        SlowConsumer event = latest.remove(connection);
        if (event != null) {
            listeners.tell(listener -> listener.slow(event));
        }
    }
}
