package io.tideway.ws.tyrus.internal.container;

import io.tideway.ws.internal.threads.RunningTime;
import io.tideway.ws.internal.threads.UnexpectedErrors;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.glassfish.grizzly.CloseListener;
import org.glassfish.grizzly.CloseType;
import org.glassfish.grizzly.Closeable;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.jspecify.annotations.Nullable;

/**
 * Ends the connection of a client that takes too long to send a request: from its first byte to the end of its body,
 * the first request of a connection from the connect on, without the time in which its handler does not read and that
 * in which the process stood still. Thread-safe.
 */
final class RequestDeadlines {

    private static final int LOOKS = 8;
    private static final Duration SHORTEST_PERIOD = Duration.ofMillis(10);
    private static final int REQUEST_TIMEOUT = 408;

    private final Duration limit;
    private final Duration period;
    private final RunningTime time = new RunningTime(System::nanoTime);
    private final Lingering lingering;
    private final Map<Closeable, PendingRequest> pending = new ConcurrentHashMap<>();

    /** One for all connections, since each holds its listeners as long as it lasts. */
    private final CloseListener<Closeable, CloseType> forget = (connection, type) -> pending.remove(connection);

    RequestDeadlines(Duration limit, Lingering lingering) {
        this.limit = limit;
        this.period = Collections.max(List.of(SHORTEST_PERIOD, limit.dividedBy(LOOKS)));
        this.lingering = lingering;
    }

    /** Looks at all requests now and then, until the timer ends. */
    @SuppressWarnings("FutureReturnValueIgnored") // it goes on until the timer ends
    void watch(ScheduledExecutorService timer) {
        long nanos = period.toNanos();
        timer.scheduleWithFixedDelay(this::look, nanos, nanos, TimeUnit.NANOSECONDS);
    }

    /** Takes note that a connection is open, whose requests are forgotten when it closes. */
    void opened(TcpConnection connection) {
        connection.grizzly().addCloseListener(forget);
    }

    PendingRequest begin(TcpConnection connection) {
        PendingRequest request = new PendingRequest(connection, time);
        pending.put(connection.grizzly(), request);
        return request;
    }

    /** Takes note that the request is complete. */
    void end(PendingRequest request) {
        pending.remove(request.connection().grizzly(), request);
    }

    /** Finds the request of a connection that has not come to its end; null if there is none. */
    @Nullable
    PendingRequest pending(TcpConnection connection) {
        return pending.get(connection.grizzly());
    }

    /** Takes note that a handler waits for bytes of the connection. */
    void read(TcpConnection connection) {
        PendingRequest request = pending(connection);
        if (request != null) {
            request.read();
        }
    }

    private void look() {
        try {
            var unused = time.tick(period);
            pending.values().forEach(this::lookOrTerminate);
        } catch (Throwable e) {
            UnexpectedErrors.reportTask(e); // thrown on, it would end every later look
        }
    }

    /** Looks at one request; the connection of one that cannot be refused in order still ends. */
    private void lookOrTerminate(PendingRequest request) {
        try {
            look(request);
        } catch (Throwable e) {
            UnexpectedErrors.reportTask(e);
            request.connection().terminate();
        }
    }

    private void look(PendingRequest request) {
        if (!request.connection().grizzly().isOpen()) {
            end(request);
            return;
        }
        switch (request.expire(limit.toNanos())) {
            case ARRIVES, READ -> {
                end(request);
                expire(request.connection());
            }
            case LEFT -> {
                end(request);
                // Its answer may be on the way, on any thread, so that none of ours may come between.
                FrontMessages.requestExpired(request.connection().client());
                wake(request.connection());
            }
            case HANDLED, EXPIRED -> {
                // Its time does not pass, or is over.
            }
        }
    }

    private void expire(TcpConnection connection) {
        if (!RequestGuard.hasBegunRequest(connection.grizzly())) {
            // Browsers connect in advance, and would take an answer for that to their next request.
            connection.terminate();
            return;
        }
        FrontMessages.requestExpired(connection.client());
        HttpRequestPacket request = connection.request();
        if (request == null || !request.getResponse().isCommitted()) {
            new Refusal(REQUEST_TIMEOUT, FrontMessages.requestTimeout()).write(connection);
        }
        if (request != null) {
            request.getResponse().setCommitted(true);
            wake(connection);
        }
        lingering.end(connection);
    }

    /** Lets a handler that waits for the rest of a body find the end. */
    private static void wake(TcpConnection connection) {
        try {
            connection.shutdownInput();
        } catch (IOException e) {
            FrontMessages.wakeFailed(connection.client(), e);
            connection.terminate();
        }
    }
}
