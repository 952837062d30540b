package io.tideway.ws.it.contract.app;

import io.tideway.ws.Connection;
import io.tideway.ws.Dispatch;
import io.tideway.ws.Message;
import io.tideway.ws.OverflowPolicy;
import io.tideway.ws.WebSocketEndpoint;

/** Fills the sockets and the outbound queue of a client that does not read, and then sends more than fits. */
@WebSocketEndpoint(
        value = "/slow-consumer",
        dispatch = Dispatch.MANAGED,
        sendTimeout = "1m",
        outboundQueueMessages = FloodingEndpoint.MOST_WAITING,
        overflow = OverflowPolicy.DROP_NEWEST)
public class SlowConsumerEndpoint extends FloodingEndpoint {
    private static final int TOO_MANY = 10;

    @Override
    public void onMessage(Connection connection, Message message) {
        flood(connection);
        for (int i = 0; i < TOO_MANY; i++) {
            journal.note(connection, connection.sendText("too many").toString());
        }
    }
}
