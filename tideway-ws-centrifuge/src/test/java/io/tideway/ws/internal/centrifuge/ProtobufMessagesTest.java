package io.tideway.ws.internal.centrifuge;

import static io.tideway.ws.internal.centrifuge.ProtobufFrames.all;
import static io.tideway.ws.internal.centrifuge.ProtobufFrames.ask;
import static io.tideway.ws.internal.centrifuge.ProtobufFrames.frame;
import static io.tideway.ws.internal.centrifuge.ProtobufFrames.message;
import static io.tideway.ws.internal.centrifuge.ProtobufFrames.next;
import static io.tideway.ws.internal.centrifuge.ProtobufFrames.number;
import static io.tideway.ws.internal.centrifuge.ProtobufFrames.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.UnknownFieldSet;
import io.tideway.ws.Connection;
import io.tideway.ws.ConnectionManager;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import io.tideway.ws.junit.TestClient;
import io.tideway.ws.junit.TestConnection;
import io.tideway.ws.junit.TidewayTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/**
 * Shows how calls and messages travel to and from a client that uses Protobuf, by the numbers of the protocol's schema.
 */
@TidewayTest(beans = ProtobufEndpoint.class)
class ProtobufMessagesTest {
    // Requests and their answers
    private static final int ID = 1;
    private static final int ERROR = 2;
    private static final int PUSH = 4;

    @Inject
    ConnectionManager manager;

    @WebSocketEndpoint("/proto-raw")
    public static class Raw implements WebSocketHandler {
        @Override
        public void onConnect(Connection connection) {
            connection.joinRoom("mixed");
        }
    }

    @Test
    void aCallIsAnswered(TestClient client) {
        TestConnection connection = ProtobufEndpoint.connected(client);
        assertThat(text(ask(connection, ID, 2, 13, message(1, "{\"title\":\"x\"}", 2, "add")), 13, 1))
                .isEqualTo("{\"title\":\"x!\"}");
        UnknownFieldSet refused = ask(connection, ID, 3, 13, message(2, "refuse"));
        assertThat(number(refused, ERROR, 1)).isEqualTo(450);
        assertThat(number(refused, ERROR, 3)).as("temporary").isEqualTo(1);
        assertThat(number(ask(connection, ID, 4, 13, message(1, new byte[] {-1}, 2, "add")), ERROR, 1))
                .as("bytes are a string in Base64, which is not a card")
                .isEqualTo(107);
    }

    @Test
    void messagesWithoutAnAnswerKeepTheirBytes(TestClient client) {
        TestConnection connection = ProtobufEndpoint.connected(client);
        connection.sendBinary(frame(message(12, message(1, "[1,\n2]"))));
        assertThat(text(next(connection), PUSH, 8, 1)).isEqualTo("[1,\n2]");
        connection.sendBinary(frame(message(12, message(1, new byte[] {1, -1}))));
        assertThat(all(next(connection), PUSH, 8, 1).get(0).toByteArray()).containsExactly(1, -1);
        connection.sendBinary(frame(message(12, message())));
        assertThat(all(next(connection), PUSH, 8)).hasSize(1);
    }

    @Test
    void bytesThatAreNotJsonReachEachMemberInItsForm(TestClient client) {
        TestConnection phone = ProtobufEndpoint.connected(client);
        ask(phone, ID, 2, 5, message(1, "mixed"));
        TestConnection browser = client.connect("/proto");
        browser.ask("{\"id\":1,\"connect\":{\"token\":\"bob\"}}");
        browser.ask("{\"id\":2,\"subscribe\":{\"channel\":\"mixed\"}}");
        TestConnection raw = client.connect("/proto-raw");

        phone.sendBinary(frame(message(ID, 3, 7, message(1, "mixed", 2, "not JSON".getBytes(UTF_8)))));
        assertThat(text(next(phone), PUSH, 4, 4)).isEqualTo("not JSON");
        assertThat(browser.nextText()).contains("\"data\":\"bm90IEpTT04=\"");
        assertThat(raw.nextBinary()).isEqualTo("not JSON".getBytes(UTF_8));
        assertThat(number(next(phone), ID)).isEqualTo(3);

        phone.sendBinary(frame(message(ID, 4, 7, message(1, "mixed", 2, "{\n}"))));
        assertThat(text(next(phone), PUSH, 4, 4)).isEqualTo("{\n}");
        assertThat(browser.nextText()).contains("\"data\":{ }");
        assertThat(raw.nextText()).isEqualTo("{\n}");
    }

    @Test
    void broadcastsOfTheApplicationAreTheirBytes(TestClient client) {
        TestConnection phone = ProtobufEndpoint.connected(client);
        ask(phone, ID, 2, 5, message(1, "mixed"));
        manager.room("mixed").broadcastText("plain text");
        assertThat(text(next(phone), PUSH, 4, 4)).isEqualTo("plain text");
        manager.room("mixed").broadcastBinary(new byte[] {0, -1});
        assertThat(all(next(phone), PUSH, 4, 4).get(0).toByteArray()).containsExactly(0, -1);
        String longText = "x".repeat(20_000);
        manager.room("mixed").broadcastText(longText);
        assertThat(text(next(phone), PUSH, 4, 4)).isEqualTo(longText);
    }

    @Test
    void severalCommandsComeInOneFrame(TestClient client) {
        TestConnection connection = ProtobufEndpoint.open(client);
        connection.sendBinary(frame(
                message(ID, 1, 4, message(1, "ann")),
                message(ID, 2, 5, message(1, "a")),
                message(ID, 3, 5, message(1, "secret"))));
        assertThat(text(next(connection), 5, 1)).isNotEmpty();
        assertThat(all(next(connection), 6)).hasSize(1);
        assertThat(number(next(connection), ERROR, 1)).isEqualTo(103);
    }
}
