package io.tideway.ws.internal.centrifuge;

import static io.tideway.ws.internal.centrifuge.ProtobufFrames.ask;
import static io.tideway.ws.internal.centrifuge.ProtobufFrames.message;
import static io.tideway.ws.internal.centrifuge.ProtobufFrames.next;
import static io.tideway.ws.internal.centrifuge.ProtobufFrames.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.Connection;
import io.tideway.ws.ConnectionManager;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import io.tideway.ws.junit.TestClient;
import io.tideway.ws.junit.TestConnection;
import io.tideway.ws.junit.TidewayTest;
import io.tideway.ws.realtime.Authentication;
import io.tideway.ws.realtime.Credentials;
import io.tideway.ws.realtime.JoinDecision;
import io.tideway.ws.realtime.JoinRequest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Shows that a broadcast is encoded once for each form, whatever the number of members. */
@TidewayTest
class EncodedOnceTest {
    private static final int MEMBERS = 3;

    @Inject
    ConnectionManager manager;

    @WebSocketEndpoint("/counted")
    public static class Counted implements CountedHandler {
        @Override
        public Authentication onAuthenticate(Connection connection, Credentials given) {
            return Authentication.anonymous();
        }

        @Override
        public JoinDecision onJoin(Connection connection, JoinRequest join) {
            return JoinDecision.allow();
        }
    }

    @WebSocketEndpoint("/counted-raw")
    public static class Raw implements WebSocketHandler {
        @Override
        public void onConnect(Connection connection) {
            connection.joinRoom("counted");
        }
    }

    @Test
    void aBroadcastIsEncodedOnceForEachForm(TestClient client) {
        List<TestConnection> raw = members(() -> client.connect("/counted-raw"));
        List<TestConnection> json = members(() -> {
            TestConnection connection = client.connect("/counted");
            connection.ask("{\"id\":1,\"connect\":{}}");
            connection.ask("{\"id\":2,\"subscribe\":{\"channel\":\"counted\"}}");
            return connection;
        });
        List<TestConnection> protobuf = members(() -> {
            TestConnection connection = client.connect("/counted?format=protobuf");
            ask(connection, 1, 1, 4, message());
            ask(connection, 1, 2, 5, message(1, "counted"));
            return connection;
        });
        CountedHandler.Provider.ENCODED.clear();

        manager.room("counted").broadcastText("{}");

        assertThat(raw).allSatisfy(member -> assertThat(member.nextText()).isEqualTo("{}"));
        assertThat(json).allSatisfy(member -> assertThat(member.nextText()).contains("\"data\":{}"));
        assertThat(protobuf)
                .allSatisfy(member -> assertThat(text(next(member), 4, 4, 4)).isEqualTo("{}"));
        assertThat(CountedHandler.Provider.ENCODED)
                .containsExactlyInAnyOrder(Form.JSON.encoder(), Form.PROTOBUF.encoder());
    }

    private static List<TestConnection> members(Supplier<TestConnection> member) {
        return Stream.generate(member).limit(MEMBERS).toList();
    }
}
