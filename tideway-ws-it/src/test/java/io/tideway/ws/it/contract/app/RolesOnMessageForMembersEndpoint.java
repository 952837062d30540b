package io.tideway.ws.it.contract.app;

import io.tideway.ws.Connection;
import io.tideway.ws.Message;
import io.tideway.ws.WebSocketEndpoint;
import jakarta.annotation.security.RolesAllowed;

/** Accepts guests, and messages of members only. */
@WebSocketEndpoint("/members/roles-on-message")
public class RolesOnMessageForMembersEndpoint extends RecordingEchoEndpoint {
    @Override
    @RolesAllowed("member")
    public void onMessage(Connection connection, Message message) {
        super.onMessage(connection, message);
    }
}
