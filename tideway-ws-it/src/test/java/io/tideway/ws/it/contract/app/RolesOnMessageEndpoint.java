package io.tideway.ws.it.contract.app;

import io.tideway.ws.Connection;
import io.tideway.ws.Message;
import io.tideway.ws.WebSocketEndpoint;
import jakarta.annotation.security.RolesAllowed;

/** Accepts every caller, and messages of callers with a role only. */
@WebSocketEndpoint("/roles-on-message")
public class RolesOnMessageEndpoint extends RecordingEchoEndpoint {
    @Override
    @RolesAllowed("accountant")
    public void onMessage(Connection connection, Message message) {
        super.onMessage(connection, message);
    }
}
