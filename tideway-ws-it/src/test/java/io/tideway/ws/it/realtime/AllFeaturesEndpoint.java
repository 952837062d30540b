package io.tideway.ws.it.realtime;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Connection;
import io.tideway.ws.Message;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.realtime.Authentication;
import io.tideway.ws.realtime.CallException;
import io.tideway.ws.realtime.Credentials;
import io.tideway.ws.realtime.JoinDecision;
import io.tideway.ws.realtime.JoinRequest;
import io.tideway.ws.realtime.RealtimeHandler;
import io.tideway.ws.realtime.RemoteCall;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Offers clients of the Centrifuge protocol each feature that they can use; boards remember, as in the examples. */
@ApplicationScoped
@WebSocketEndpoint(value = "/all-features", heartbeatInterval = "25s")
public class AllFeaturesEndpoint implements RealtimeHandler {
    private final Map<String, Integer> renewals = new ConcurrentHashMap<>();

    @Override
    public Authentication onAuthenticate(Connection connection, Credentials given) {
        connection.setInfo("{\"color\":1}");
        String token = given.token().orElse("");
        return switch (token) {
            case "" -> Authentication.anonymous();
            case "denied" -> Authentication.deny();
            case "expired" -> Authentication.expired();
            case "busy" -> throw CallException.temporary(450, "later");
            case "rooms" -> Authentication.of("ann").rooms("news").data(Map.of("title", "hello"));
            case "lasting" -> Authentication.of("ann").expiresAt(Instant.now().plusSeconds(60));
            case "expiring" -> Authentication.of("ann").expiresAt(Instant.now().plusSeconds(1));
            default -> Authentication.of(token);
        };
    }

    @Override
    public Authentication onRefresh(Connection connection, Credentials given) {
        renewals.merge(connection.id(), 1, Integer::sum);
        return switch (given.token().orElse("")) {
            case "renewed" -> Authentication.of("ann").expiresAt(Instant.now().plusSeconds(3600));
            case "old" -> Authentication.expired();
            default -> Authentication.deny();
        };
    }

    @Override
    public JoinDecision onJoin(Connection connection, JoinRequest join) {
        JoinDecision.Allowed all = JoinDecision.allow().history().presence().publish();
        return switch (join.room()) {
            case "secret" -> JoinDecision.deny();
            case "lent" ->
                join.token().filter("old"::equals).isPresent()
                        ? JoinDecision.expired()
                        : all.until(Instant.now().plusSeconds(60));
            default -> join.room().startsWith("board:latest") ? all.latestOnly() : all;
        };
    }

    @Override
    public JoinDecision onJoinRefresh(Connection connection, JoinRequest join) {
        String token = join.token().orElse("");
        return switch (token) {
            case "renewed" -> JoinDecision.allow().publish().until(Instant.now().plusSeconds(3600));
            case "lasting" -> JoinDecision.allow().publish();
            case "busy" -> throw CallException.temporary(450, "later");
            case "old" -> JoinDecision.expired();
            default -> JoinDecision.deny();
        };
    }

    @Override
    public void onMessage(Connection connection, Message message) {
        connection.send(message);
    }

    /** Answers with what the client has sent. */
    @RemoteCall("echo")
    public JsonValue echo(JsonValue data) {
        return data;
    }

    @RemoteCall("refuse")
    public void refuse() {
        throw new CallException(404, "no such card");
    }

    /** Answers how often the caller has renewed its token. */
    @RemoteCall("renewals")
    public int renewals(Connection connection) {
        return renewals.getOrDefault(connection.id(), 0);
    }

    @RemoteCall("close")
    public void close(Connection connection) {
        connection.close();
    }

    /** Closes the caller's connection with a code of its choice. */
    @RemoteCall("close-with")
    public void closeWith(Connection connection, int code) {
        connection.close(new CloseFrame(code, "over"));
    }

    /** Has the caller leave a room. */
    @RemoteCall("take-room")
    public void takeRoom(Connection connection, String room) {
        connection.leaveRoom(room);
    }

    @RemoteCall("give-room")
    public void giveRoom(Connection connection, String room) {
        connection.joinRoom(room);
    }
}
