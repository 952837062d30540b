package io.tideway.ws.internal.centrifuge;

import static io.tideway.ws.internal.centrifuge.ProtobufFrames.ask;
import static io.tideway.ws.internal.centrifuge.ProtobufFrames.message;
import static io.tideway.ws.internal.centrifuge.ProtobufFrames.number;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.UnknownFieldSet;
import io.tideway.ws.Connection;
import io.tideway.ws.ConnectionManager;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.junit.TestClient;
import io.tideway.ws.junit.TestConnection;
import io.tideway.ws.junit.TidewayTest;
import io.tideway.ws.realtime.Authentication;
import io.tideway.ws.realtime.Credentials;
import io.tideway.ws.realtime.JoinDecision;
import io.tideway.ws.realtime.JoinRequest;
import io.tideway.ws.realtime.RealtimeHandler;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows that an offset may have all 64 bits that the protocol gives it, although no log gets there. */
@TidewayTest(beans = RememberingRooms.class)
class GreatestOffsetsTest {
    @Inject
    ConnectionManager manager;

    private final String room = "log:" + UUID.randomUUID();

    @WebSocketEndpoint("/greatest")
    public static class Reading implements RealtimeHandler {
        @Override
        public Authentication onAuthenticate(Connection connection, Credentials given) {
            Authentication.Accepted user = Authentication.anonymous();
            return given.data(String.class).map(user::rooms).orElse(user);
        }

        @Override
        public JoinDecision onJoin(Connection connection, JoinRequest join) {
            JoinDecision.Allowed allowed = JoinDecision.allow().history();
            return join.token().isEmpty() ? allowed : allowed.latestOnly();
        }
    }

    @BeforeEach
    void publish() {
        manager.room(room).broadcastText("1");
        manager.room(room).broadcastText("2");
    }

    private static TestConnection connected(TestClient client) {
        TestConnection connection = client.connect("/greatest");
        connection.ask("{\"id\":1,\"connect\":{}}");
        return connection;
    }

    private String subscribe(String more) {
        return "{\"id\":2,\"subscribe\":{\"channel\":\"" + room + "\"" + more + "}}";
    }

    private String history(String parameters) {
        return "{\"id\":3,\"history\":{\"channel\":\"" + room + "\",\"limit\":9," + parameters + "}}";
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775807", "9223372036854775808", "18446744073709551615"})
    void aRoomIsNotRecoveredFromThere(String offset, TestClient client) {
        String recover = "\"recover\":true,\"offset\":" + offset;
        assertThat(connected(client).ask(subscribe("," + recover)))
                .contains("\"offset\":2", "\"was_recovering\":true")
                .doesNotContain("\"recovered\"", "publications");
        assertThat(connected(client).ask(subscribe("," + recover + ",\"flag\":2")))
                .startsWith("{\"id\":2,\"error\":{\"code\":112");
        assertThat(connected(client).ask(subscribe("," + recover + ",\"token\":\"latest\"")))
                .contains("\"offset\":9223372036854775807,", "\"publications\":[{\"data\":2,\"offset\":2}]");
        assertThat(client.connect("/greatest")
                        .ask("{\"id\":1,\"connect\":{\"data\":\"" + room + "\",\"subs\":{\"" + room + "\":{" + recover
                                + "}}}}"))
                .contains("\"offset\":2", "\"was_recovering\":true")
                .doesNotContain("\"recovered\"", "publications");
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775807", "9223372036854775808", "18446744073709551615"})
    void historyHasNoSuchPosition(String offset, TestClient client) {
        TestConnection connection = connected(client);
        connection.ask(subscribe(""));
        String since = "\"since\":{\"offset\":" + offset + "}";
        assertThat(connection.ask(history(since))).startsWith("{\"id\":3,\"error\":{\"code\":112");
        assertThat(connection.ask(history(since + ",\"reverse\":true")))
                .startsWith("{\"id\":3,\"error\":{\"code\":112");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "18446744073709551616"})
    void aNumberThatIsNoOffsetIsABadRequest(String offset, TestClient client) {
        TestConnection connection = connected(client);
        connection.send(subscribe(",\"recover\":true,\"offset\":" + offset));
        assertThat(connection.closeCode()).isEqualTo(3501);
    }

    @Test
    void protobufHasThemToo(TestClient client) {
        TestConnection connection = client.connect("/greatest?format=protobuf");
        ask(connection, 1, 1, 4, message());
        UnknownFieldSet joined = ask(connection, 1, 2, 5, message(1, room, 3, true, 7, -1L));
        assertThat(number(joined, 6, 9)).as("offset").isEqualTo(2);
        assertThat(number(joined, 6, 12)).as("was_recovering").isEqualTo(1);
        assertThat(number(joined, 6, 8)).as("recovered").isZero();
        UnknownFieldSet history = ask(connection, 1, 3, 10, message(1, room, 7, 9, 8, message(1, -1L)));
        assertThat(number(history, 2, 1)).as("error").isEqualTo(112);
    }
}
