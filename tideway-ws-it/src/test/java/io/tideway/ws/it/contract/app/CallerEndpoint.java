package io.tideway.ws.it.contract.app;

import io.tideway.ws.Connection;
import io.tideway.ws.Handshake;
import io.tideway.ws.Message;
import io.tideway.ws.UpgradeDecision;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import jakarta.annotation.security.DeclareRoles;
import jakarta.inject.Inject;
import java.security.Principal;
import java.util.Optional;

/** Reports the authenticated caller: during the upgrade to the journal, later to the client. */
@DeclareRoles({"member", "guest"})
@WebSocketEndpoint("/members/caller")
public class CallerEndpoint implements WebSocketHandler {
    @Inject
    Journal journal;

    @Override
    public UpgradeDecision onUpgrade(Handshake handshake) {
        journal.note(
                Journal.tag(handshake),
                name(handshake.principal()) + roles(handshake.isUserInRole("member"), handshake.isUserInRole("guest")));
        return UpgradeDecision.accept();
    }

    @Override
    public void onConnect(Connection connection) {
        connection.sendText(describe(connection));
    }

    @Override
    public void onMessage(Connection connection, Message message) {
        connection.sendText(describe(connection));
    }

    private static String describe(Connection connection) {
        return connection.userId().orElse("anonymous") + " is " + name(connection.principal())
                + roles(connection.isUserInRole("member"), connection.isUserInRole("guest"));
    }

    private static String name(Optional<Principal> principal) {
        return principal.map(Principal::getName).orElse("anonymous");
    }

    private static String roles(boolean member, boolean guest) {
        return (member ? ", a member" : "") + (guest ? ", a guest" : "");
    }
}
