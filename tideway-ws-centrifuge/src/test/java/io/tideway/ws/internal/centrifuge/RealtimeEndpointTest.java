package io.tideway.ws.internal.centrifuge;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Connection;
import io.tideway.ws.ConnectionManager;
import io.tideway.ws.Target;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import io.tideway.ws.junit.TestClient;
import io.tideway.ws.junit.TestConnection;
import io.tideway.ws.junit.TidewayTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** Shows what a client on the wire sees of a realtime endpoint on the standalone server. */
@TidewayTest(beans = BoardEndpoint.class)
class RealtimeEndpointTest {
    private static final String CONNECT = "{\"id\":1,\"connect\":{\"token\":\"ann\"}}";

    @Inject
    ConnectionManager manager;

    @WebSocketEndpoint("/raw")
    public static class Raw implements WebSocketHandler {
        @Override
        public void onConnect(Connection connection) {
            connection.joinRoom("board:1");
        }
    }

    @WebSocketEndpoint("/no-messages")
    public static class WithoutMessages extends AnonymousClients {}

    @Test
    void whatBreaksTheProtocolClosesForGood(TestClient client) {
        for (String frame : new String[] {"", "x", "{}", "{\"id\":1,\"rpc\":{}}", CONNECT + "\n\n" + CONNECT}) {
            TestConnection connection = client.connect("/realtime").send(frame);
            if (frame.startsWith(CONNECT)) {
                connection.nextText();
            }
            assertThat(connection.closeCode()).as(frame).isEqualTo(3501);
        }
    }

    @Test
    void anEmptyLineClosesForGood(TestClient client) {
        String send = "{\"send\":{\"data\":1}}";
        for (String frame : new String[] {"\n" + send, send + "\n\n" + send, send + "\n \n" + send, send + "\n\n"}) {
            TestConnection connection = BoardEndpoint.connected(client, "ann").send(frame);
            if (frame.startsWith(send)) {
                connection.nextText();
            }
            assertThat(connection.closeCode()).as(frame).isEqualTo(3501);
        }
    }

    @Test
    void aBatchIsAnsweredInItsOrder(TestClient client) {
        TestConnection connection = client.connect("/realtime");
        connection.send(CONNECT + "\n{\"id\":2,\"subscribe\":{\"channel\":\"board:2\"}}\n"
                + "{\"id\":3,\"publish\":{\"channel\":\"board:2\",\"data\":{\"n\": 1.0}}}\n"
                + "{\"id\":4,\"unsubscribe\":{\"channel\":\"board:2\"}}\n");

        assertThat(connection.nextText()).startsWith("{\"id\":1,\"connect\":");
        assertThat(connection.nextText()).isEqualTo("{\"id\":2,\"subscribe\":{}}");
        assertThat(connection.nextText())
                .startsWith(
                        "{\"push\":{\"channel\":\"board:2\",\"pub\":{\"data\":{\"n\": 1.0},\"info\":{\"user\":\"ann\","
                                + "\"client\":\"");
        assertThat(connection.nextText()).isEqualTo("{\"id\":3,\"publish\":{}}");
        assertThat(connection.nextText()).isEqualTo("{\"id\":4,\"unsubscribe\":{}}");
    }

    @Test
    void whatNoHandlerAllowsIsDenied(TestClient client) {
        TestConnection connection = BoardEndpoint.connected(client, "ann");

        assertThat(connection.ask("{\"id\":2,\"subscribe\":{\"channel\":\"secret\"}}"))
                .contains("\"code\":103");
        assertThat(connection.ask("{\"id\":3,\"publish\":{\"channel\":\"secret\",\"data\":1}}"))
                .contains("\"code\":103");
        assertThat(connection.ask("{\"id\":4,\"publish\":{\"channel\":\"open\",\"data\":1}}"))
                .isEqualTo("{\"id\":4,\"publish\":{}}");
        assertThat(connection.ask("{\"id\":5,\"history\":{\"channel\":\"board:1\"}}"))
                .contains("\"code\":103");
        assertThat(connection.ask("{\"id\":6,\"rpc\":{\"method\":\"admin\"}}")).contains("\"code\":103");
        assertThat(connection.ask("{\"id\":7,\"rpc\":{\"method\":\"inherited\"}}"))
                .contains("\"code\":103");
    }

    @Test
    void aSecondSubscribeIsAnError(TestClient client) {
        TestConnection connection = BoardEndpoint.connected(client, "ann");

        connection.ask("{\"id\":2,\"subscribe\":{\"channel\":\"board:3\"}}");
        assertThat(connection.ask("{\"id\":3,\"subscribe\":{\"channel\":\"board:3\"}}"))
                .contains("\"code\":105");
    }

    @Test
    void callsAreTypedAndAnswered(TestClient client) {
        TestConnection connection = BoardEndpoint.connected(client, "ann");

        assertThat(connection.ask("{\"id\":2,\"rpc\":{\"method\":\"add\",\"data\":{\"title\":\"x\"}}}"))
                .isEqualTo("{\"id\":2,\"rpc\":{\"data\":{\"title\":\"ann adds x\"}}}");
        assertThat(connection.ask("{\"id\":3,\"rpc\":{\"method\":\"later\"}}"))
                .isEqualTo("{\"id\":3,\"rpc\":{\"data\":\"done\"}}");
        assertThat(connection.ask("{\"id\":4,\"rpc\":{\"method\":\"fail\"}}"))
                .contains("\"code\":100")
                .doesNotContain("secret");
        assertThat(connection.ask("{\"id\":5,\"rpc\":{\"method\":\"refuse\"}}"))
                .isEqualTo("{\"id\":5,\"error\":{\"code\":404,\"message\":\"no such card\"}}");
        assertThat(connection.ask("{\"id\":6,\"rpc\":{\"method\":\"none\"}}")).contains("\"code\":104");
        assertThat(connection.ask("{\"id\":7,\"rpc\":{\"method\":\"add\",\"data\":[1]}}"))
                .contains("\"code\":107");
    }

    @Test
    void theApplicationsRoomsAndMessagesArePushed(TestClient client) {
        TestConnection connection = BoardEndpoint.connected(client, "eve");

        connection.send("{\"id\":2,\"rpc\":{\"method\":\"join\",\"data\":\"board:4\"}}");
        assertThat(connection.nextText()).isEqualTo("{\"push\":{\"channel\":\"board:4\",\"subscribe\":{}}}");
        assertThat(connection.nextText()).isEqualTo("{\"id\":2,\"rpc\":{}}");
        manager.to(Target.user("eve")).broadcastText("plain \"text\"");
        assertThat(connection.nextText()).isEqualTo("{\"push\":{\"message\":{\"data\":\"plain \\\"text\\\"\"}}}");
        manager.to(Target.user("eve")).leaveRoom("board:4");
        assertThat(connection.nextText())
                .isEqualTo("{\"push\":{\"channel\":\"board:4\",\"unsubscribe\":{\"code\":2000,\"reason\":\"server"
                        + " unsubscribe\"}}}");
        manager.to(Target.user("eve")).close(CloseFrame.NORMAL);
        assertThat(connection.closeFrame()).isEqualTo(new CloseFrame(3503, "force disconnect"));
    }

    @Test
    void rawAndRealtimeMembersShareARoom(TestClient client) {
        TestConnection raw = client.connect("/raw");
        TestConnection realtime = BoardEndpoint.connected(client, "ann");
        realtime.ask("{\"id\":2,\"subscribe\":{\"channel\":\"board:1\"}}");

        manager.room("board:1").broadcastJson(new BoardEndpoint.Card("x"));

        assertThat(raw.nextText()).isEqualTo("{\"title\":\"x\"}");
        assertThat(realtime.nextText())
                .isEqualTo("{\"push\":{\"channel\":\"board:1\",\"pub\":{\"data\":{\"title\":\"x\"}}}}");
    }

    @Test
    void aMessageWithoutAnAnswerNeedsAHandler(TestClient client) {
        assertThat(BoardEndpoint.connected(client, "ann").ask("{\"send\":{\"data\":[1]}}"))
                .isEqualTo("{\"push\":{\"message\":{\"data\":[1]}}}");
        TestConnection closed = client.connect("/no-messages");
        closed.ask(CONNECT);
        closed.send("{\"send\":{\"data\":1}}");
        assertThat(closed.closeCode()).isEqualTo(3508);
    }
}
