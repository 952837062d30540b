package shop;

import io.tideway.ws.Connection;
import io.tideway.ws.ConnectionManager;
import io.tideway.ws.Message;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import jakarta.inject.Inject;

@WebSocketEndpoint("/echo")
public class Echo implements WebSocketHandler {
    @Inject
    ConnectionManager manager;

    @Override
    public void onMessage(Connection from, Message message) {
        manager.broadcast(message);
    }
}
