package io.tideway.ws.bench.serve;

import static io.tideway.ws.Target.room;

import io.tideway.ws.Connection;
import io.tideway.ws.ConnectionManager;
import io.tideway.ws.Message;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import jakarta.inject.Inject;

/**
 * Speaks the protocol of the load generators: {@code B count size} broadcasts, {@code E} echoes, {@code J room} joins,
 * {@code R} posts to the room.
 */
@WebSocketEndpoint(
        value = "/bench",
        outboundQueueBytes = 16 * 1024 * 1024) // enough for the window of the largest messages
public class BenchHandler implements WebSocketHandler {

    private final Broadcasts broadcasts = new Broadcasts();

    @Inject
    ConnectionManager manager;

    @Override
    public void onMessage(Connection connection, Message message) {
        String text = ((Message.Text) message).text();
        switch (text.charAt(0)) {
            case 'B' -> broadcasts.start(BroadcastCommand.parse(text), manager::broadcastText, manager::flushed);
            case 'E' -> connection.sendText(text);
            case 'J' -> {
                String room = text.substring(2);
                connection.joinRoom(room);
                connection.setMetadata("room", room);
                connection.sendText("J");
            }
            case 'R' ->
                Broadcasts.report(
                        manager.to(room(String.valueOf(connection.metadata().get("room"))))
                                .broadcastText(text));
            default -> throw new IllegalArgumentException("no such command: " + text);
        }
    }
}
