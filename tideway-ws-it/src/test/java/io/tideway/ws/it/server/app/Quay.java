package io.tideway.ws.it.server.app;

import io.tideway.ws.Connection;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;

/** Lights the {@link Beacon} of its application for the first peer. */
@WebSocketEndpoint("/quay")
public class Quay implements WebSocketHandler {
    @Override
    public void onConnect(Connection connection) {
        Beacon.isLit();
    }
}
