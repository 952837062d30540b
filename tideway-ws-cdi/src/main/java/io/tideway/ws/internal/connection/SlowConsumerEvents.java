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
 * <p>At most one event waits for each connection, the latest, and at most {@value #MOST} wait in all, so that an
 * observer that blocks does not keep every connection that has ended meanwhile. Thread-safe.
 */
public final class SlowConsumerEvents {
    /** So many events wait at most. */
    static final int MOST = 10_000;

    private final Listeners<ConnectionListener> listeners;
    private final Executor executor;
    private final SummedLog log;
    private final Map<Connection, SlowConsumer> latest = new ConcurrentHashMap<>();
    private final Queue<Connection> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean telling = new AtomicBoolean();

    /**
     * Creates a queue without events.
     *
     * @param executor where listeners are told
     * @param log where events that are lost are logged
     */
    public SlowConsumerEvents(Listeners<ConnectionListener> listeners, Executor executor, SummedLog log) {
        this.listeners = listeners;
        this.executor = executor;
        this.log = log;
    }

    /** Tells listeners later; called on the sending thread. */
    void slow(SlowConsumer event) {
        if (latest.size() >= MOST && !latest.containsKey(event.connection())) {
            log.log(SummedLog.Kind.EVENT_LOST, () -> ConnectionMessages.slowConsumerEventLost(MOST));
            return;
        }
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
