package io.tideway.ws.internal.centrifuge;

import static io.tideway.ws.internal.centrifuge.ProtobufFrames.all;
import static io.tideway.ws.internal.centrifuge.ProtobufFrames.ask;
import static io.tideway.ws.internal.centrifuge.ProtobufFrames.frame;
import static io.tideway.ws.internal.centrifuge.ProtobufFrames.message;
import static io.tideway.ws.internal.centrifuge.ProtobufFrames.number;
import static io.tideway.ws.internal.centrifuge.ProtobufFrames.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.tideway.ws.CloseFrame;
import io.tideway.ws.ConnectionManager;
import io.tideway.ws.junit.TestClient;
import io.tideway.ws.junit.TestConnection;
import io.tideway.ws.junit.TidewayTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Shows how a client that uses Protobuf connects, by the numbers of the protocol's schema. */
@TidewayTest(beans = {ProtobufEndpoint.class, RememberingRooms.class})
class ProtobufConnectTest {
    // Requests and their answers
    private static final int ID = 1;
    private static final int ERROR = 2;

    @Inject
    ConnectionManager manager;

    @Test
    void aClientAsksForProtobufInThreeWays(TestClient client) {
        TestConnection connection = ProtobufEndpoint.open(client);
        assertThat(connection.subprotocol()).contains("centrifuge-protobuf");
        UnknownFieldSet answer = ask(connection, ID, 7, 4, message(1, "ann"));
        assertThat(number(answer, ID)).isEqualTo(7);
        assertThat(text(answer, 5, 1)).isNotEmpty();
        assertThat(number(answer, 5, 7)).as("ping").isEqualTo(30);
        assertThat(number(answer, 5, 8)).as("pong").isEqualTo(1);
        for (String query : List.of("format", "cf_protocol")) {
            answer = ask(client.connect("/proto?" + query + "=protobuf"), ID, 1, 4, message(1, "ann"));
            assertThat(text(answer, 5, 1)).as(query).isNotEmpty();
        }
    }

    @Test
    void theApplicationSeesAllThatIsGivenToConnect(TestClient client) {
        UnknownFieldSet connect = message(1, "shown", 2, "{\"a\":1}", 4, "swift", 5, "1.2", 6, message(1, "h", 2, "v"));
        assertThat(text(ask(ProtobufEndpoint.open(client), ID, 1, 4, connect), 5, 5))
                .isEqualTo("[\"swift\",\"1.2\",\"v\",\"{\\\"a\\\":1}\"]");
    }

    @Test
    void refusalsTellWhetherToTryAgain(TestClient client) {
        UnknownFieldSet expired = ask(ProtobufEndpoint.open(client), ID, 1, 4, message(1, "old"));
        assertThat(number(expired, ERROR, 1)).isEqualTo(109);
        assertThat(text(expired, ERROR, 2)).isEqualTo("token expired");
        assertThat(number(expired, ERROR, 3)).as("temporary").isZero();
        TestConnection denied = ProtobufEndpoint.open(client);
        denied.sendBinary(frame(message(ID, 1, 4, message(1, "bad"))));
        assertThat(denied.closeFrame()).isEqualTo(new CloseFrame(3500, "invalid token"));
    }

    @Test
    void aTokenIsRenewedOnTheLiveConnection(TestClient client) {
        TestConnection connection = ProtobufEndpoint.open(client);
        UnknownFieldSet answer = ask(connection, ID, 1, 4, message(1, "short"));
        assertThat(number(answer, 5, 3)).as("expires").isEqualTo(1);
        assertThat(number(answer, 5, 4)).as("ttl").isBetween(50L, 60L);
        answer = ask(connection, ID, 2, 14, message(1, "short"));
        assertThat(number(answer, 14, 3)).as("expires").isEqualTo(1);
        assertThat(number(answer, 14, 4)).as("ttl").isBetween(50L, 60L);
    }

    @Test
    void roomsOfTheAnswerAreKeptByTheirNames(TestClient client) {
        TestConnection connection = ProtobufEndpoint.open(client);
        UnknownFieldSet answer = ask(connection, ID, 1, 4, message(1, "rooms"));
        assertThat(text(answer, 5, 5)).isEqualTo("{\"title\":\"hello\"}");
        assertThat(all(answer, 5, 6)).hasSize(2);
        assertThat(text(answer, 5, 6, 1)).isEqualTo("news");
        assertThat(all(answer, 5, 6, 2).get(0).size()).isZero();
    }

    @Test
    void aRoomOfTheAnswerIsRecovered(TestClient client) {
        TestConnection connection = ProtobufEndpoint.open(client);
        List<ByteString> rooms = all(ask(connection, ID, 1, 4, message(1, "rooms")), 5, 6);
        String epoch = text(message(1, rooms.get(1).toByteArray()), 1, 2, 6);
        long top = number(message(1, rooms.get(1).toByteArray()), 1, 2, 9);
        connection.close();
        manager.room("log:news").broadcastText("1");
        UnknownFieldSet since = message(1, "log:news", 2, message(1, "log:news", 3, true, 6, epoch, 7, top, 10, true));
        UnknownFieldSet answer = ask(ProtobufEndpoint.open(client), ID, 1, 4, message(1, "rooms", 3, since));
        UnknownFieldSet found = message(1, all(answer, 5, 6).get(1).toByteArray());
        assertThat(number(found, 1, 2, 8)).as("recovered").isEqualTo(1);
        assertThat(text(found, 1, 2, 7, 4)).isEqualTo("1");
        assertThat(number(found, 1, 2, 7, 6)).isEqualTo(top + 1);
    }

    @Test
    void unknownFieldsAreSkipped(TestClient client) {
        TestConnection connection = ProtobufEndpoint.open(client);
        UnknownFieldSet extra = message(1, "x", 2, 5);
        UnknownFieldSet connect = message(1, "ann", 7, 3, 8, "dict", 100, extra, 101, 5);
        assertThat(text(ask(connection, ID, 1, 4, connect, 99, extra, 1000, 1L << 60), 5, 1))
                .isNotEmpty();
    }
}
