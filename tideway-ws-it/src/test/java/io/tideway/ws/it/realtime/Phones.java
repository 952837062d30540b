package io.tideway.ws.it.realtime;

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

/** Gives clients of the Centrifuge protocol something of all that they can do; boards remember, as in the examples. */
@ApplicationScoped
@WebSocketEndpoint(value = "/phones", heartbeatInterval = "25s")
public class Phones implements RealtimeHandler {
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
        return given.token().filter("renewed"::equals).isPresent()
                ? Authentication.of("ann").expiresAt(Instant.now().plusSeconds(3600))
                : Authentication.deny();
    }

    @Override
    public JoinDecision onJoin(Connection connection, JoinRequest join) {
        return join.room().equals("secret")
                ? JoinDecision.deny()
                : JoinDecision.allow().history().presence().publish();
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

    @RemoteCall("give-room")
    public void giveRoom(Connection connection, String room) {
        connection.joinRoom(room);
    }
}
