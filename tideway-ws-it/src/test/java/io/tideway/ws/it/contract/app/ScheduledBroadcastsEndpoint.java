package io.tideway.ws.it.contract.app;

import io.tideway.ws.Connection;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import jakarta.inject.Inject;

/** Starts broadcasts to the room of each connection. */
@WebSocketEndpoint("/scheduled/{room}")
public class ScheduledBroadcastsEndpoint implements WebSocketHandler {
    @Inject
    ScheduledBroadcasts broadcasts;

    @Override
    public void onConnect(Connection connection) {
        String room = connection.pathParams().get("room");
        connection.joinRoom(room);
        broadcasts.start(room);
    }
}
