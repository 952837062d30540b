package ${package};

import io.tideway.ws.*;
import jakarta.inject.Inject;

@WebSocketEndpoint("/chat")
public class Chat implements WebSocketHandler {
    @Inject ConnectionManager manager;

    @Override
    public void onMessage(Connection from, Message message) {
        manager.broadcast(message);
    }
}
