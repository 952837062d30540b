package io.tideway.ws.it.contract.app;

import io.tideway.ws.Connection;
import io.tideway.ws.ConnectionScoped;
import io.tideway.ws.Message;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import java.util.ArrayList;
import java.util.List;

/** Stores the binary messages of its connection, and sends them back at a text. */
@ConnectionScoped
@WebSocketEndpoint("/storing")
public class StoringEndpoint implements WebSocketHandler {
    private final List<Message.Binary> kept = new ArrayList<>();

    @Override
    public void onMessage(Connection connection, Message message) {
        if (message instanceof Message.Binary binary) {
            kept.add(binary);
        } else {
            kept.forEach(connection::send);
        }
    }
}
