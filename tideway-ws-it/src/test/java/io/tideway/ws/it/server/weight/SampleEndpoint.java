package io.tideway.ws.it.server.weight;

import io.tideway.ws.Connection;
import io.tideway.ws.ConnectionManager;
import io.tideway.ws.Message;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import jakarta.inject.Inject;

/** Handles the connections of the application with Tideway. */
@WebSocketEndpoint("/feed/{topic}")
public class SampleEndpoint implements WebSocketHandler {
    @Inject
    ConnectionManager manager;

    @Inject
    SampleBean bean;

    @Override
    public void onMessage(Connection connection, Message message) {
        manager.broadcastText(bean.greeting());
    }
}
