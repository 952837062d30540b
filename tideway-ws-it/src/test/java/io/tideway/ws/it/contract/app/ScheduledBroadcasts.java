package io.tideway.ws.it.contract.app;

import io.tideway.ws.ConnectionManager;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Broadcasts to a room from a scheduler, the server's where it has one, while the room has members. */
@ApplicationScoped
public class ScheduledBroadcasts {
    private static final int PERIOD_MILLIS = 50;

    @Inject
    ConnectionManager manager;

    private ScheduledExecutorService own; // null until it is needed

    public void start(String room) {
        Optional<ScheduledExecutorService> managed = ServerResources.scheduler();
        String scheduler = managed.isPresent() ? "the server's" : "its own";
        AtomicInteger count = new AtomicInteger();
        managed.orElseGet(this::own)
                .scheduleAtFixedRate(
                        () -> {
                            if (manager.room(room).memberCount() == 0) {
                                throw new CancellationException("the room is empty"); // ends the repetition
                            }
                            manager.broadcastTextToRoom(room, count.incrementAndGet() + " by " + scheduler);
                        },
                        0,
                        PERIOD_MILLIS,
                        TimeUnit.MILLISECONDS);
    }

    private synchronized ScheduledExecutorService own() {
        if (own == null) {
            own = Executors.newSingleThreadScheduledExecutor();
        }
        return own;
    }

    @PreDestroy
    synchronized void stop() {
        if (own != null) {
            own.shutdownNow();
        }
    }
}
