package io.tideway.ws.it.server.app;

import io.tideway.ws.Connection;
import io.tideway.ws.ConnectionManager;
import io.tideway.ws.Message;
import io.tideway.ws.RoomOptions;
import io.tideway.ws.RoomPolicy;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/** Joins a room, which keeps a log and its presence, and broadcasts to it. */
@WebSocketEndpoint("/shared")
public class SharedRoomEndpoint implements WebSocketHandler {
    /** Asks how many members the room has, on all nodes. */
    public static final String MEMBERS = "members";

    private static final String ROOM = "shared";

    @Inject
    ConnectionManager manager;

    /** Gives the room its options. */
    @ApplicationScoped
    public static class Options implements RoomPolicy {
        @Override
        public RoomOptions optionsOf(String room) {
            return RoomOptions.none().history(100, Duration.ofMinutes(1)).presence();
        }
    }

    @Override
    public void onConnect(Connection connection) {
        connection.joinRoom(ROOM);
    }

    @Override
    public void onMessage(Connection connection, Message message) {
        String text = ((Message.Text) message).text();
        if (text.equals(MEMBERS)) {
            var unused = manager.room(ROOM)
                    .presenceCount()
                    .handle((count, failure) ->
                            connection.sendText(MEMBERS + " " + (failure == null ? count.connections() : failure)));
        } else {
            manager.room(ROOM).broadcastText(text);
        }
    }
}
