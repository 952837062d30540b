package io.tideway.ws.it.server.app;

import io.tideway.ws.ConnectionClosed;
import io.tideway.ws.RoomJoined;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import java.util.concurrent.atomic.AtomicInteger;

/** Observes events, on the server's threads for asynchronous ones, too. */
@ApplicationScoped
public class EventRecorder {
    private final AtomicInteger seen = new AtomicInteger();

    void joined(@ObservesAsync RoomJoined event) {
        seen.incrementAndGet();
    }

    void closed(@Observes ConnectionClosed event) {
        seen.incrementAndGet();
    }

    void closedAsync(@ObservesAsync ConnectionClosed event) {
        seen.incrementAndGet();
    }
}
