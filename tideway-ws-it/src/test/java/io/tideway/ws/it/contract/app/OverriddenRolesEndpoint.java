package io.tideway.ws.it.contract.app;

import io.tideway.ws.Connection;
import io.tideway.ws.Message;
import io.tideway.ws.WebSocketEndpoint;

/** Overrides a callback with a role, without a role of its own. */
@WebSocketEndpoint("/overridden-roles")
public class OverriddenRolesEndpoint extends RolesOnMessageEndpoint {
    @Override
    public void onMessage(Connection connection, Message message) {
        super.onMessage(connection, message);
    }
}
