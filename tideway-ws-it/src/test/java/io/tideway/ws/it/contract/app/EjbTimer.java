package io.tideway.ws.it.contract.app;

import io.tideway.ws.ConnectionManager;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.inject.Inject;

/** Broadcasts to a room every second from an enterprise bean, on servers with enterprise beans. */
@Singleton
public class EjbTimer {
    @Inject
    ConnectionManager manager;

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    void broadcast() {
        manager.broadcastTextToRoom("timer", "timeout");
    }
}
