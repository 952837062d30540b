package io.tideway.ws.tyrus.internal.container;

import io.tideway.ws.tyrus.internal.Messages;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.glassfish.grizzly.http.HttpRequestPacket;

/**
 * Ends the connection of a client that takes too long to send a request: from its first byte to the end of its body, the
 * first request of a connection from the connect on. Thread-safe.
 */
final class RequestDeadlines {

    private static final int LOOKS = 8;
    private static final long SHORTEST_PERIOD_MILLIS = 10;
    private static final int REQUEST_TIMEOUT = 408;

    private final Duration limit;
    private final Lingering lingering;
    private final Set<Pending> pending = ConcurrentHashMap.newKeySet();

    RequestDeadlines(Duration limit, Lingering lingering) {
        this.limit = limit;
        this.lingering = lingering;
    }

    /** Names a request that has not come to its end. */
    static final class Pending {
        private final TcpConnection connection;
        private final long since = System.nanoTime();

        private Pending(TcpConnection connection) {
            this.connection = connection;
        }
    }

    /** Looks at all requests now and then, until the timer ends. */
    @SuppressWarnings("FutureReturnValueIgnored") // it goes on until the timer ends
    void watch(ScheduledExecutorService timer) {
        long period = Math.max(SHORTEST_PERIOD_MILLIS, limit.toMillis() / LOOKS);
        timer.scheduleWithFixedDelay(this::look, period, period, TimeUnit.MILLISECONDS);
    }

    Pending begin(TcpConnection connection) {
        Pending request = new Pending(connection);
        pending.add(request);
        return request;
    }

    /** Takes note that the request is complete. */
    void end(Pending request) {
        pending.remove(request);
    }

    private void look() {
        long now = System.nanoTime();
        pending.removeIf(request -> !request.connection.grizzly().isOpen());
        List<Pending> late = pending.stream()
                .filter(request -> now - request.since > limit.toNanos())
                .toList();
        for (Pending request : late) {
            if (pending.remove(request)) {
                expire(request.connection);
            }
        }
    }

    private void expire(TcpConnection connection) {
        if (!RequestGuard.hasBegunRequest(connection.grizzly())) {
            // Browsers connect in advance, and would take an answer for that to their next request.
            connection.terminate();
            return;
        }
        Messages.requestRefused(connection.peer(), REQUEST_TIMEOUT, Messages.requestTimeout());
        HttpRequestPacket request = connection.request();
        if (request == null || !request.getResponse().isCommitted()) {
            new Refusal(REQUEST_TIMEOUT, Messages.requestTimeout()).write(connection);
        }
        if (request != null) {
            request.getResponse().setCommitted(true);
            wake(connection);
        }
        lingering.end(connection);
    }

    /** Has whoever waits for the rest of a body find that there is none. */
    private static void wake(TcpConnection connection) {
        try {
            connection.shutdownInput();
        } catch (IOException e) {
            Messages.finFailed(connection.peer(), e);
            connection.terminate();
        }
    }
}
