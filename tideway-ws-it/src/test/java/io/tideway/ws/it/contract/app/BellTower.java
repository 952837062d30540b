package io.tideway.ws.it.contract.app;

import io.tideway.ws.Connection;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import jakarta.inject.Inject;

/** Has the bell ring for whoever comes in. */
@WebSocketEndpoint("/bell/{room}")
public class BellTower implements WebSocketHandler {
    @Inject
    Bell bell;

    @Override
    public void onConnect(Connection connection) {
        String room = connection.pathParams().get("room");
        connection.joinRoom(room);
        bell.ring(room);
    }
}
