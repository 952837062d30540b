package io.tideway.ws.bench.serve;

import io.tideway.ws.Connection;
import io.tideway.ws.ConnectionManager;
import io.tideway.ws.RoomPosition;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import jakarta.inject.Inject;

/**
 * Broadcasts to one room: {@code E} joins it and echoes, {@code B count size} broadcasts, {@code P} notes the position
 * of its log, and {@code S count} joins as a client that had missed so many messages then.
 */
@WebSocketEndpoint(
        value = "/bench",
        heartbeatInterval = "0", // the clients answer no pings
        outboundQueueBytes = 16 * 1024 * 1024) // enough for the window of the largest messages
public class RoomBenchHandler implements WebSocketHandler {
    private static final String ROOM = "bench";

    private final Broadcasts broadcasts = new Broadcasts();
    private volatile RoomPosition noted = RoomPosition.NONE;

    @Inject
    ConnectionManager manager;

    @Override
    public void onText(Connection connection, String text) {
        switch (text.charAt(0)) {
            case 'B' ->
                broadcasts.start(BroadcastCommand.parse(text), manager.room(ROOM)::broadcastText, manager::flushed);
            case 'E' -> {
                connection.joinRoom(ROOM);
                connection.sendText(text);
            }
            case 'P' ->
                manager.room(ROOM).position().thenAccept(now -> {
                    noted = now;
                    connection.sendText(text);
                });
            case 'S' -> recover(connection, noted, Integer.parseInt(text, 2, text.length(), 10));
            default -> throw new IllegalArgumentException("no such command: " + text);
        }
    }

    private static void recover(Connection connection, RoomPosition now, int missed) {
        connection
                .joinRoom(ROOM, new RoomPosition(now.epoch(), now.offset() - missed))
                .whenComplete((recovery, failure) -> {
                    if (failure != null || !recovery.isRecovered()) {
                        System.err.println("NOT RECOVERED: " + failure);
                    }
                });
    }
}
