package io.tideway.ws.internal.centrifuge;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.Connection;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.junit.TestClient;
import io.tideway.ws.junit.TestConnection;
import io.tideway.ws.realtime.Authentication;
import io.tideway.ws.realtime.CallException;
import io.tideway.ws.realtime.Credentials;
import io.tideway.ws.realtime.JoinDecision;
import io.tideway.ws.realtime.JoinRequest;
import io.tideway.ws.realtime.PublishDecision;
import io.tideway.ws.realtime.PublishRequest;
import io.tideway.ws.realtime.RealtimeHandler;
import io.tideway.ws.realtime.RemoteCall;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Serves boards that clients may change, and calls about their cards. */
@ApplicationScoped
@WebSocketEndpoint("/realtime")
public class BoardEndpoint extends InheritedCalls implements RealtimeHandler {
    public record Card(String title) {}

    /** Opens a connection and authenticates. */
    static TestConnection connected(TestClient client, String token) {
        TestConnection connection = client.connect("/realtime");
        connection.send("{\"id\":1,\"connect\":{\"token\":\"" + token + "\"}}");
        assertThat(connection.nextText()).startsWith("{\"id\":1,\"connect\":{\"client\":\"");
        return connection;
    }

    @Override
    public Authentication onAuthenticate(Connection connection, Credentials given) {
        String token = given.token().orElse("");
        return switch (token) {
            case "bad" -> Authentication.deny();
            case "old" -> Authentication.expired();
            case "busy" -> throw CallException.temporary(450, "later");
            case "broken" -> throw new IllegalStateException("secret");
            case "short" -> Authentication.of("ann").expiresAt(Instant.now().plusSeconds(60));
            case "rooms" -> Authentication.of("ann").rooms("news").data(new Card("hello"));
            case "" -> Authentication.anonymous();
            default -> Authentication.of(token);
        };
    }

    @Override
    public JoinDecision onJoin(Connection connection, JoinRequest join) {
        return join.room().startsWith("board:") ? JoinDecision.allow().publish() : JoinDecision.deny();
    }

    @Override
    public PublishDecision onPublish(Connection connection, PublishRequest publish) {
        return publish.room().equals("open") ? PublishDecision.allow() : PublishDecision.deny();
    }

    @Override
    public void onText(Connection connection, String text) {
        connection.sendText(text);
    }

    @RemoteCall("add")
    Card add(Connection connection, Card card) {
        return new Card(connection.userId().orElse("anonymous") + " adds " + card.title());
    }

    @RemoteCall("later")
    public CompletionStage<String> later() {
        return CompletableFuture.supplyAsync(() -> "done");
    }

    @RemoteCall("fail")
    public void fail() {
        throw new IllegalStateException("secret");
    }

    @RemoteCall("refuse")
    public void refuse() {
        throw new CallException(404, "no such card");
    }

    @RolesAllowed("admin")
    @RemoteCall("admin")
    public void admin() {}

    @RolesAllowed("admin")
    @Override
    String inherited() {
        return "for admins";
    }

    @RemoteCall("rename")
    public void rename(Connection connection, String name) {
        connection.setUserId(name);
    }

    @RemoteCall("join")
    public void join(Connection connection, String room) {
        connection.joinRoom(room);
    }
}
