package io.tideway.ws.it.server.app;

import io.tideway.ws.Connection;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;

/** Creates the {@link ClassLoaderMarker} of its application with the first client. */
@WebSocketEndpoint("/marker")
public class MarkerEndpoint implements WebSocketHandler {
    @Override
    public void onConnect(Connection connection) {
        ClassLoaderMarker.load();
    }
}
