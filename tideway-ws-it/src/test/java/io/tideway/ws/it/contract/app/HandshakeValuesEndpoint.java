package io.tideway.ws.it.contract.app;

import io.tideway.ws.Connection;
import io.tideway.ws.Handshake;
import io.tideway.ws.UpgradeDecision;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import jakarta.inject.Inject;

/** Reports what the handshake says of cookies, TLS, parameters and subprotocols: to the journal and to the client. */
@WebSocketEndpoint(
        value = "/handshake-values/{part}",
        subprotocols = {"v1", "v2"})
public class HandshakeValuesEndpoint implements WebSocketHandler {
    @Inject
    Journal journal;

    @Override
    public UpgradeDecision onUpgrade(Handshake handshake) {
        journal.note(
                Journal.tag(handshake),
                handshake.pathParam("part") + " " + handshake.queryParam("q") + " " + handshake.cookie("session")
                        + " secure=" + handshake.isSecure());
        return UpgradeDecision.accept();
    }

    @Override
    public void onConnect(Connection connection) {
        connection.sendText(connection.pathParam("part") + " " + connection.queryParam("q") + " "
                + connection.cookie("session") + " secure=" + connection.isSecure());
        connection.sendText("subprotocol " + connection.subprotocol());
    }
}
