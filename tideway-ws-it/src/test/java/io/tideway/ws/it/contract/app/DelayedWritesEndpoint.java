package io.tideway.ws.it.contract.app;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Connection;
import io.tideway.ws.ConnectionManager;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import jakarta.inject.Inject;

/** Has a write delay: {@code "<count>"} is answered by so many numbers, and {@code "<count> close"} by a close, too. */
@WebSocketEndpoint(value = "/delayed-writes", writeDelay = "300ms")
public class DelayedWritesEndpoint implements WebSocketHandler {
    @Inject
    ConnectionManager manager;

    @Override
    public void onText(Connection connection, String text) {
        String[] words = text.split(" ");
        String room = "delayed-writes-" + connection.id();
        connection.joinRoom(room);
        for (int i = 0; i < Integer.parseInt(words[0]); i++) {
            if (i % 2 == 0) {
                connection.sendText(String.valueOf(i));
            } else {
                manager.room(room).broadcastText(String.valueOf(i));
            }
        }
        if (words.length > 1) {
            connection.close(new CloseFrame(4000, "done"));
        }
    }
}
