package io.tideway.ws.it.contract.app;

import io.tideway.ws.Connection;
import io.tideway.ws.Message;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;

/** Echoes behind a {@link BufferingFilter}, for each way to add one. */
@WebSocketEndpoint("/buffered/{filter}")
public class BufferedEndpoint implements WebSocketHandler {
    @Override
    public void onConnect(Connection connection) {
        if (!Journal.query(connection.handshake(), "greet").isEmpty()) {
            connection.sendText("welcome");
        }
    }

    @Override
    public void onMessage(Connection connection, Message message) {
        connection.send(message);
    }
}
