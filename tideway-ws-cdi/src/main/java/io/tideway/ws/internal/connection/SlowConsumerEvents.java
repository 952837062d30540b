package io.tideway.ws.internal.connection;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Connection;
import io.tideway.ws.HandlerFailed;
import io.tideway.ws.SlowConsumer;
import io.tideway.ws.internal.threads.UnexpectedErrors;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Tells of slow consumers on another thread, one after the other: a broadcast that fills many queues hands over one
 * task and waits for no observer.
 *
 * <p>At most one event waits for each connection, the latest. Thread-safe.
 */
public final class SlowConsumerEvents implements ConnectionEvents {
    private final ConnectionEvents observers;
    private final Executor executor;
    private final Map<Connection, SlowConsumer> latest = new ConcurrentHashMap<>();
    private final Queue<Connection> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean telling = new AtomicBoolean();

    /**
     * Creates events without any waiting.
     *
     * @param observers who is told
     * @param executor where they are told of slow consumers
     */
    public SlowConsumerEvents(ConnectionEvents observers, Executor executor) {
        this.observers = observers;
        this.executor = executor;
    }

    @Override
    public void opened(Connection connection) {
        observers.opened(connection);
    }

    @Override
    public void closed(Connection connection, CloseFrame reason) {
        observers.closed(connection, reason);
    }

    @Override
    public void failed(HandlerFailed event) {
        observers.failed(event);
    }

    @Override
    public void slow(SlowConsumer event) {
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
        try {
            if (event != null) {
                observers.slow(event);
            }
        } catch (Throwable e) {
            UnexpectedErrors.report(e);
        }
    }
}
