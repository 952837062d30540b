package io.tideway.ws.it.contract.app;

import io.tideway.ws.ConnectionManager;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.inject.Inject;

/** Rings every second in the room "alarm": an enterprise bean, on servers that know these. */
@Singleton
public class EjbTimer {
    @Inject
    ConnectionManager manager;

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    void ring() {
        manager.broadcastTextToRoom("alarm", "wake up");
    }
}
