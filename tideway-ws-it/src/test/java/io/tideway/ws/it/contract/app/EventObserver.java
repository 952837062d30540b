package io.tideway.ws.it.contract.app;

import io.tideway.ws.Connection;
import io.tideway.ws.ConnectionClosed;
import io.tideway.ws.ConnectionOpened;
import io.tideway.ws.HandlerFailed;
import io.tideway.ws.RoomJoined;
import io.tideway.ws.RoomLeft;
import io.tideway.ws.SlowConsumer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;

/** Records every event, also those for asynchronous observers. */
@ApplicationScoped
public class EventObserver {
    @Inject
    Journal journal;

    void opened(@Observes ConnectionOpened event) {
        note(event.connection(), "opened");
    }

    void openedAsync(@ObservesAsync ConnectionOpened event) {
        note(event.connection(), "async opened");
    }

    void joined(@Observes RoomJoined event) {
        note(event.connection(), "joined " + event.room());
    }

    void joinedAsync(@ObservesAsync RoomJoined event) {
        note(event.connection(), "async joined " + event.room());
    }

    void left(@Observes RoomLeft event) {
        note(event.connection(), "left " + event.room());
    }

    void leftAsync(@ObservesAsync RoomLeft event) {
        note(event.connection(), "async left " + event.room());
    }

    void closed(@Observes ConnectionClosed event) {
        note(event.connection(), "closed " + event.reason().code());
    }

    void closedAsync(@ObservesAsync ConnectionClosed event) {
        note(event.connection(), "async closed " + event.reason().code());
    }

    void slow(@Observes SlowConsumer event) {
        noteSlow("slow", event);
    }

    void slowAsync(@ObservesAsync SlowConsumer event) {
        noteSlow("async slow", event);
    }

    private void noteSlow(String how, SlowConsumer event) {
        if (event.connection().path().equals("/slow-consumer")) {
            journal.note(event.connection(), how + " " + event.queuedMessages() + " " + event.policy());
        }
    }

    void failed(@Observes HandlerFailed event) {
        event.connection()
                .ifPresent(connection -> journal.note(
                        "failed " + Journal.tag(connection.handshake()),
                        event.callback() + " of " + event.endpoint() + ": "
                                + event.error().getClass().getSimpleName()));
    }

    private void note(Connection connection, String line) {
        if (connection.path().equals("/room-joining")) {
            journal.note(connection, line);
        }
    }
}
