package io.tideway.ws.it.contract.app;

import io.tideway.ws.Connection;
import io.tideway.ws.ConnectionClosed;
import io.tideway.ws.ConnectionOpened;
import io.tideway.ws.HandlerFailed;
import io.tideway.ws.RoomJoined;
import io.tideway.ws.RoomLeft;
import io.tideway.ws.SlowConsumer;
import io.tideway.ws.UserConnected;
import io.tideway.ws.UserDisconnected;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;

/** Records what each observer finds of the application and the server. */
@ApplicationScoped
public class ContextObserver {
    private static final String ENDPOINTS = "/context/";

    @Inject
    Journal journal;

    void opened(@Observes ConnectionOpened event) {
        report("opened", event.connection());
    }

    void openedAsync(@ObservesAsync ConnectionOpened event) {
        report("opened, asynchronously", event.connection());
    }

    void joined(@Observes RoomJoined event) {
        report("joined " + kind(event.room()), event.connection());
    }

    void joinedAsync(@ObservesAsync RoomJoined event) {
        report("joined " + kind(event.room()) + ", asynchronously", event.connection());
    }

    void left(@Observes RoomLeft event) {
        report("left " + kind(event.room()), event.connection());
    }

    void leftAsync(@ObservesAsync RoomLeft event) {
        report("left " + kind(event.room()) + ", asynchronously", event.connection());
    }

    void closed(@Observes ConnectionClosed event) {
        report("closed", event.connection());
    }

    void closedAsync(@ObservesAsync ConnectionClosed event) {
        report("closed, asynchronously", event.connection());
    }

    void userConnected(@Observes UserConnected event) {
        report("user connected", event.userId());
    }

    void userConnectedAsync(@ObservesAsync UserConnected event) {
        report("user connected, asynchronously", event.userId());
    }

    void userDisconnected(@Observes UserDisconnected event) {
        report("user disconnected", event.userId());
    }

    void userDisconnectedAsync(@ObservesAsync UserDisconnected event) {
        report("user disconnected, asynchronously", event.userId());
    }

    void slow(@Observes SlowConsumer event) {
        report("slow", event.connection());
    }

    void slowAsync(@ObservesAsync SlowConsumer event) {
        report("slow, asynchronously", event.connection());
    }

    void failed(@Observes HandlerFailed event) {
        report("failed", event);
    }

    void failedAsync(@ObservesAsync HandlerFailed event) {
        report("failed, asynchronously", event);
    }

    private static String kind(String room) {
        return room.startsWith(ContextRecordingHandler.ROOM_WITH_LOG) ? "a room with a log" : "a room";
    }

    private void report(String where, Connection connection) {
        if (connection.path().startsWith(ENDPOINTS)) {
            journal.note(connection, where + " " + ContextRecordingHandler.found());
        }
    }

    private void report(String where, String userId) {
        if (userId.startsWith(ContextRecordingHandler.USER)) {
            String tag = userId.substring(ContextRecordingHandler.USER.length());
            journal.note(tag, where + " " + ContextRecordingHandler.found());
        }
    }

    /** Records under the endpoint's path what has no connection. */
    private void report(String where, HandlerFailed event) {
        event.connection().ifPresentOrElse(connection -> report(where, connection), () -> {
            if (event.endpoint().startsWith(ENDPOINTS)) {
                journal.note(event.endpoint(), where + " " + ContextRecordingHandler.found());
            }
        });
    }
}
