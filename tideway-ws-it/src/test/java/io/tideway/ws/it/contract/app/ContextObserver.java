package io.tideway.ws.it.contract.app;

import io.tideway.ws.Connection;
import io.tideway.ws.ConnectionClosed;
import io.tideway.ws.ConnectionOpened;
import io.tideway.ws.RoomJoined;
import io.tideway.ws.RoomLeft;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;

/** Records what each observer finds of the application and the server. */
@ApplicationScoped
public class ContextObserver {
    @Inject
    Journal journal;

    void opened(@Observes ConnectionOpened event) {
        report("opened", event.connection());
    }

    void openedAsync(@ObservesAsync ConnectionOpened event) {
        report("opened, asynchronously", event.connection());
    }

    void joined(@Observes RoomJoined event) {
        report("joined", event.connection());
    }

    void left(@Observes RoomLeft event) {
        report("left", event.connection());
    }

    void closed(@Observes ConnectionClosed event) {
        report("closed", event.connection());
    }

    void closedAsync(@ObservesAsync ConnectionClosed event) {
        report("closed, asynchronously", event.connection());
    }

    private void report(String where, Connection connection) {
        if (connection.path().startsWith("/context/")) {
            journal.note(connection, where + " " + ContextRecordingHandler.found());
        }
    }
}
