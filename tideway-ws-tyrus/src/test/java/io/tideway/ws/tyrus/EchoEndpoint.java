package io.tideway.ws.tyrus;

import io.tideway.ws.Connection;
import io.tideway.ws.Message;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;

/** Sends each message back. */
@WebSocketEndpoint("/echo")
public class EchoEndpoint implements WebSocketHandler {
    @Override
    public void onMessage(Connection connection, Message message) {
        connection.send(message);
    }
}
