package io.tideway.ws.it.contract.app;

import io.tideway.ws.Connection;
import io.tideway.ws.Message;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;

/** Echoes messages of up to 16 MiB. */
@WebSocketEndpoint(
        value = "/large-echo",
        outboundQueueMessages = 20_000,
        outboundQueueBytes = 64_000_000,
        maxMessageBytes = 16_777_216)
public class LargeEchoEndpoint implements WebSocketHandler {

    @Override
    public void onMessage(Connection connection, Message message) {
        connection.send(message);
    }
}
