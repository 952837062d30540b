package io.tideway.ws.it.contract.app;

import io.tideway.ws.Connection;
import io.tideway.ws.Handshake;
import io.tideway.ws.UpgradeDecision;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import jakarta.inject.Inject;

/** Accepts or rejects as the query says, and reports the handshake to each accepted client. */
@WebSocketEndpoint("/upgrade-decision/{first}/{second}")
public class UpgradeDecisionEndpoint implements WebSocketHandler {
    @Inject
    Journal journal;

    @Override
    public UpgradeDecision onUpgrade(Handshake handshake) {
        journal.note(Journal.tag(handshake), "upgrade");
        String status = handshake.header("X-Status").orElse(Journal.query(handshake, "status"));
        if (!status.isEmpty()) {
            return rejection(handshake, Integer.parseInt(status));
        }
        handshake.header("X-User").ifPresent(handshake::setUserId);
        handshake.header("X-Note").ifPresent(note -> handshake.setMetadata("note", note));
        String protocol = Journal.query(handshake, "protocol");
        return protocol.isEmpty() ? UpgradeDecision.accept() : UpgradeDecision.accept(protocol);
    }

    private static UpgradeDecision rejection(Handshake handshake, int status) {
        UpgradeDecision.Reject reject = UpgradeDecision.reject(status, "because of " + status);
        for (String challenge : handshake.queryParam("challenge").stream().toList()) {
            reject = reject.withHeader("WWW-Authenticate", challenge);
        }
        for (String seconds : handshake.queryParam("retry").stream().toList()) {
            reject = reject.withHeader("Retry-After", seconds);
        }
        return reject;
    }

    @Override
    public void onConnect(Connection connection) {
        Handshake seen = connection.handshake();
        connection.sendText("path " + seen.path());
        connection.sendText("path params " + new java.util.TreeMap<>(seen.pathParams()));
        connection.sendText("query " + new java.util.TreeMap<>(seen.queryParams()));
        connection.sendText("x-list " + seen.headers().get("x-LIST"));
        connection.sendText("user " + connection.userId().orElse("anonymous"));
        connection.sendText("metadata " + connection.metadata());
        connection.sendText("from loopback "
                + seen.remoteAddress()
                        .map(address -> address.getAddress().isLoopbackAddress() && address.getPort() > 0)
                        .orElse(null));
    }
}
