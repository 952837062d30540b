package io.tideway.ws.examples;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Connection;
import io.tideway.ws.ConnectionManager;
import io.tideway.ws.Target;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.examples.rooms.ExampleRooms;
import io.tideway.ws.realtime.Authentication;
import io.tideway.ws.realtime.Credentials;
import io.tideway.ws.realtime.JoinDecision;
import io.tideway.ws.realtime.JoinRequest;
import io.tideway.ws.realtime.RealtimeHandler;
import io.tideway.ws.realtime.RemoteCall;
import io.tideway.ws.tyrus.TidewayServer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import org.glassfish.grizzly.http.server.CLStaticHttpHandler;

/**
 * Takes tokens of a user and a number, and tells clients of them; those of some users expire soon. Those for rooms all
 * do, and the second one of each is outdated when it comes.
 */
@ApplicationScoped
@WebSocketEndpoint("/tokens")
public class TokensHandler implements RealtimeHandler {
    private static final int SHORT_SECONDS = 2;

    @Inject
    ConnectionManager manager;

    /** Serves this endpoint and the pages, and nothing else, on a free port. */
    static TidewayServer serve() {
        return TidewayServer.builder()
                .port(0)
                .discovery(false)
                .beans(TokensHandler.class, ExampleRooms.class)
                .handler(new CLStaticHttpHandler(Main.class.getClassLoader(), "web/"), "/*")
                .start();
    }

    @Override
    public Authentication onAuthenticate(Connection connection, Credentials given) {
        String token = given.token().orElseThrow();
        if (token.equals("denied")) {
            return Authentication.deny();
        }
        String user = token.substring(0, token.indexOf('/'));
        Authentication.Accepted accepted = Authentication.of(user).data(token);
        return user.endsWith("short") ? accepted.expiresAt(soon()) : accepted;
    }

    @Override
    public Authentication onRefresh(Connection connection, Credentials given) {
        connection.setMetadata("renewals", renewals(connection) + 1);
        return onAuthenticate(connection, given);
    }

    @Override
    public JoinDecision onJoin(Connection connection, JoinRequest join) {
        JoinDecision.Allowed member = JoinDecision.allow().history().publish();
        String token = join.token().orElse("");
        if (token.isEmpty()) {
            return member;
        }
        return token.endsWith("/2") ? JoinDecision.expired() : member.until(soon());
    }

    private static Instant soon() {
        return Instant.now().plusSeconds(SHORT_SECONDS);
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
