package io.tideway.ws.it.contract.app;

import io.tideway.ws.Connection;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import jakarta.ejb.LocalBean;
import jakarta.ejb.Singleton;

/** Handles connections as a singleton session bean with a no-interface view only. */
@LocalBean
@Singleton
@WebSocketEndpoint("/session-bean/local")
public class LocalBeanEndpoint implements WebSocketHandler {
    @Override
    public void onText(Connection connection, String text) {
        if (text.equals("throw")) {
            throw new IllegalStateException("as asked for");
        }
        connection.sendText(text);
    }
}
