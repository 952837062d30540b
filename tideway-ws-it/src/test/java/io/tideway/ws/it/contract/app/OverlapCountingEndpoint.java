package io.tideway.ws.it.contract.app;

import io.tideway.ws.Connection;
import io.tideway.ws.Message;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts overlapping callbacks of each connection, and answers {@code "?"} with the number. */
@WebSocketEndpoint(value = "/overlaps", inboundQueueMessages = 10_000)
public class OverlapCountingEndpoint implements WebSocketHandler {
    private static final class Visits {
        private final AtomicInteger inside = new AtomicInteger();
        private final AtomicInteger overlaps = new AtomicInteger();
        private int seen; // without any guard: callbacks that never overlap need none
    }

    private final Map<String, Visits> visits = new ConcurrentHashMap<>();

    @Override
    public void onConnect(Connection connection) {
        visits.put(connection.id(), new Visits());
    }

    @Override
    public void onMessage(Connection connection, Message message) {
        Visits own = visits.get(connection.id());
        if (own.inside.incrementAndGet() != 1) {
            own.overlaps.incrementAndGet();
        }
        if (message.equals(Message.text("?"))) {
            connection.sendText(own.seen + " " + own.overlaps.get());
        } else {
            own.seen++;
            Thread.yield();
        }
        own.inside.decrementAndGet();
    }
}
