package io.tideway.ws.it.server.app;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Connection;
import io.tideway.ws.ConnectionManager;
import io.tideway.ws.Message;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import jakarta.inject.Inject;
import java.util.Map;

/** Uses all of Tideway that could keep an application reachable after its end. */
@WebSocketEndpoint("/resources")
public class ResourceHoldingEndpoint implements WebSocketHandler {
    /** Asks how many connections the application has. */
    public static final String COUNT = "count";

    /** Asks for a JSON document. */
    public static final String JSON = "json";

    @Inject
    ConnectionManager manager;

    @Inject
    ConnectionEndRecorder ends;

    @Override
    public void onConnect(Connection connection) {
        ends.connected();
        connection.joinRoom("everyone");
        connection.setUserId("ann");
    }

    @Override
    public void onMessage(Connection connection, Message message) {
        String text = ((Message.Text) message).text();
        switch (text) {
            case COUNT -> connection.sendText(String.valueOf(manager.connectionCount()));
            case JSON -> connection.sendJson(Map.of("rooms", connection.rooms()));
            default -> manager.broadcastText(text);
        }
    }

    @Override
    public void onDisconnect(Connection connection, CloseFrame reason) {
        ends.disconnected(reason.code());
    }
}
