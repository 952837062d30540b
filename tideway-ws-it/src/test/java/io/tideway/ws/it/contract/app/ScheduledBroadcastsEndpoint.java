package io.tideway.ws.it.contract.app;

import io.tideway.ws.Connection;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import jakarta.inject.Inject;

/** Has the bell ring for whoever comes in. */
@WebSocketEndpoint("/scheduled/{room}")
public class ScheduledBroadcastsEndpoint implements WebSocketHandler {
    @Inject
    ScheduledBroadcasts bell;

    @Override
    public void onConnect(Connection connection) {
        String room = connection.pathParams().get("room");
        connection.joinRoom(room);
        bell.ring(room);
    }
}
