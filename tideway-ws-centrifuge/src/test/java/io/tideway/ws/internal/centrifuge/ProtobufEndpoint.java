package io.tideway.ws.internal.centrifuge;

import static io.tideway.ws.internal.centrifuge.ProtobufFrames.ask;
import static io.tideway.ws.internal.centrifuge.ProtobufFrames.message;
import static io.tideway.ws.internal.centrifuge.ProtobufFrames.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.Connection;
import io.tideway.ws.Message;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.junit.TestClient;
import io.tideway.ws.junit.TestConnection;
import io.tideway.ws.realtime.Authentication;
import io.tideway.ws.realtime.CallException;
import io.tideway.ws.realtime.Credentials;
import io.tideway.ws.realtime.JoinDecision;
import io.tideway.ws.realtime.JoinRequest;
import io.tideway.ws.realtime.RealtimeHandler;
import io.tideway.ws.realtime.RemoteCall;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;

/** Serves clients that use Protobuf. */
@WebSocketEndpoint("/proto")
public class ProtobufEndpoint implements RealtimeHandler {
    public record Card(String title) {}

    /** Opens a connection that has not authenticated. */
    static TestConnection open(TestClient client) {
        return client.connect("/proto", request -> request.subprotocols("centrifuge-protobuf"));
    }

    /** Opens a connection, as "ann". */
    static TestConnection connected(TestClient client) {
        TestConnection connection = open(client);
        assertThat(text(ask(connection, 1, 1, 4, message(1, "ann")), 5, 1)).isNotEmpty();
        return connection;
    }

    @Override
    public Authentication onAuthenticate(Connection connection, Credentials given) {
        connection.setInfo("{\"color\":1}");
        String token = given.token().orElse("");
        return switch (token) {
            case "bad" -> Authentication.deny();
            case "old" -> Authentication.expired();
            case "short" -> Authentication.of("ann").expiresAt(Instant.now().plusSeconds(60));
            case "rooms" -> Authentication.of("ann").rooms("news", "log:news").data(new Card("hello"));
            case "shown" ->
                Authentication.of("ann")
                        .data(List.of(
                                given.clientName(),
                                given.clientVersion(),
                                given.headers().getOrDefault("h", ""),
                                given.data().orElse("")));
            default -> Authentication.of(token);
        };
    }

    @Override
    public JoinDecision onJoin(Connection connection, JoinRequest join) {
        return join.room().startsWith("secret")
                ? JoinDecision.deny()
                : JoinDecision.allow().publish().history().presence();
    }

    @Override
    public void onText(Connection connection, String text) {
        connection.sendText(text);
    }

    @Override
    public void onBinary(Connection connection, ByteBuffer data) {
        connection.send(Message.binary(data));
    }

    @RemoteCall("add")
    public Card add(Card card) {
        return new Card(card.title() + "!");
    }

    @RemoteCall("refuse")
    public void refuse() {
        throw CallException.temporary(450, "later");
    }
}
