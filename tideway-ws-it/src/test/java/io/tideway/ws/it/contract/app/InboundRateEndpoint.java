package io.tideway.ws.it.contract.app;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Connection;
import io.tideway.ws.Message;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import jakarta.inject.Inject;

/** Echoes at most ten messages a second. */
@WebSocketEndpoint(value = "/inbound-rate", inboundRate = 10, inboundBurst = 20)
public class InboundRateEndpoint implements WebSocketHandler {
    @Inject
    Journal journal;

    @Override
    public void onMessage(Connection connection, Message message) {
        connection.send(message);
    }

    @Override
    public void onDisconnect(Connection connection, CloseFrame reason) {
        journal.note(connection, "disconnect " + reason.code() + " " + reason.reason());
    }
}
