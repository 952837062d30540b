package io.tideway.ws.it.contract.app;

import io.tideway.ws.Connection;
import io.tideway.ws.Message;
import io.tideway.ws.WebSocketEndpoint;
import jakarta.annotation.security.RolesAllowed;

/** May be looked at by guests, and spoken to by members. */
@WebSocketEndpoint("/members/roles-on-message")
public class RolesOnMessageForMembersEndpoint extends RecordingEchoEndpoint {
    @Override
    @RolesAllowed("member")
    public void onMessage(Connection connection, Message message) {
        super.onMessage(connection, message);
    }
}
