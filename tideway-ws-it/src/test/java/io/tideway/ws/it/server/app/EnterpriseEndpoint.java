package io.tideway.ws.it.server.app;

import io.tideway.ws.Connection;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import jakarta.ejb.Stateless;

/** Handles connections as a stateless session bean, for a jar of enterprise beans. */
@Stateless
@WebSocketEndpoint("/enterprise")
public class EnterpriseEndpoint implements WebSocketHandler {
    @Override
    public void onText(Connection connection, String text) {
        connection.sendText("enterprise " + text);
    }
}
