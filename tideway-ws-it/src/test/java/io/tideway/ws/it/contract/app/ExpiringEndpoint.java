package io.tideway.ws.it.contract.app;

import io.tideway.ws.Connection;
import io.tideway.ws.Message;
import io.tideway.ws.WebSocketEndpoint;
import java.time.Instant;

/** Lets a connection expire in as many milliseconds as a text says, or {@code "never"}, and sends the text back. */
@WebSocketEndpoint("/expiring")
public class ExpiringEndpoint extends RecordingEchoEndpoint {
    @Override
    public void onMessage(Connection connection, Message message) {
        String text = ((Message.Text) message).text();
        connection.expireAt(text.equals("never") ? Instant.MAX : Instant.now().plusMillis(Long.parseLong(text)));
        super.onMessage(connection, message);
    }
}
