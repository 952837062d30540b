package io.tideway.ws.examples;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Connection;
import io.tideway.ws.ConnectionManager;
import io.tideway.ws.Target;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.realtime.Authentication;
import io.tideway.ws.realtime.Credentials;
import io.tideway.ws.realtime.JoinDecision;
import io.tideway.ws.realtime.JoinRequest;
import io.tideway.ws.realtime.RealtimeHandler;
import io.tideway.ws.realtime.RemoteCall;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;

/** Takes tokens of a user and a number, and tells clients of them; those of some users expire soon. */
@ApplicationScoped
@WebSocketEndpoint("/tokens")
public class TokensHandler implements RealtimeHandler {
    private static final int SHORT_SECONDS = 2;

    @Inject
    ConnectionManager manager;

    @Override
    public Authentication onAuthenticate(Connection connection, Credentials given) {
        String token = given.token().orElseThrow();
        if (token.equals("denied")) {
            return Authentication.deny();
        }
        String user = token.substring(0, token.indexOf('/'));
        Authentication.Accepted accepted = Authentication.of(user).data(token);
        return user.endsWith("short") ? accepted.expiresAt(Instant.now().plusSeconds(SHORT_SECONDS)) : accepted;
    }

    @Override
    public Authentication onRefresh(Connection connection, Credentials given) {
        connection.setMetadata("renewals", renewals(connection) + 1);
        return onAuthenticate(connection, given);
    }

    @Override
    public JoinDecision onJoin(Connection connection, JoinRequest join) {
        return JoinDecision.allow().history().publish();
    }

    /** Tells how often the client has renewed its token on this connection. */
    @RemoteCall("renewals")
    public int renewals(Connection connection) {
        return connection.metadata("renewals", Integer.class).orElse(0);
    }

    /** Closes all connections of the caller's user. */
    @RemoteCall("close")
    public void close(Connection connection, int code) {
        manager.to(Target.user(connection.userId().orElseThrow())).close(new CloseFrame(code, "closed"));
    }
}
