package io.tideway.ws.it.contract.app;

import io.tideway.ws.Connection;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import jakarta.ejb.Stateless;

/** Handles connections as a stateless session bean whose business interface is that of the handler. */
@Stateless
@WebSocketEndpoint("/session-bean/stateless")
public class StatelessEndpoint implements WebSocketHandler {
    @Override
    public void onText(Connection connection, String text) {
        if (text.equals("throw")) {
            throw new IllegalStateException("as asked for");
        }
        connection.sendText(text);
    }
}
