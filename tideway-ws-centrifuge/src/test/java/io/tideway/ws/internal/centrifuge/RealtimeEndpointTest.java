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
import io.tideway.ws.realtime.Authentication;
import io.tideway.ws.realtime.CallException;
import io.tideway.ws.realtime.Credentials;
import io.tideway.ws.realtime.JoinDecision;
import io.tideway.ws.realtime.JoinRequest;
import io.tideway.ws.realtime.PublishDecision;
import io.tideway.ws.realtime.PublishRequest;
import io.tideway.ws.realtime.RealtimeHandler;
import io.tideway.ws.realtime.RemoteCall;
import io.tideway.ws.tyrus.TidewayServer;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Shows what a client on the wire sees of a realtime endpoint on the standalone server. */
@TidewayTest
class RealtimeEndpointTest {
    private static final String CONNECT = "{\"id\":1,\"connect\":{\"token\":\"ann\"}}";

    @Inject
    ConnectionManager manager;

    public record Card(String title) {}

    public static class Calls {
        @RemoteCall("inherited")
        String inherited() {
            return "for everybody";
        }
    }

    @ApplicationScoped
    @WebSocketEndpoint("/realtime")
    public static class Board extends Calls implements RealtimeHandler {
        @Inject
        ConnectionManager manager;

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

    @WebSocketEndpoint("/raw")
    public static class Raw implements WebSocketHandler {
        @Override
        public void onConnect(Connection connection) {
            connection.joinRoom("board:1");
        }
    }

    @WebSocketEndpoint("/closed")
    public static class Closed implements RealtimeHandler {
        @Override
        public Authentication onAuthenticate(Connection connection, Credentials given) {
            return Authentication.anonymous();
        }
    }

    private static TestConnection connected(TestClient client, String token) {
        TestConnection connection = client.connect("/realtime");
        connection.send("{\"id\":1,\"connect\":{\"token\":\"" + token + "\"}}");
        assertThat(connection.nextText()).startsWith("{\"id\":1,\"connect\":{\"client\":\"");
        return connection;
    }

    @Test
    void aClientConnectsAndIsKnownOnlyThen(TestClient client) {
        TestConnection connection = client.connect("/realtime");
        assertThat(manager.userConnections("dora")).isEmpty();
        int before = manager.connectionCount();

        connection.send("{\"id\":1,\"connect\":{\"token\":\"dora\"}}");

        assertThat(connection.nextText())
                .contains("\"ping\":30", "\"pong\":true")
                .doesNotContain("expires");
        assertThat(manager.userConnections("dora")).hasSize(1);
        assertThat(manager.connectionCount()).isGreaterThan(before).isPositive();
    }

    @Test
    void refusalsTellWhetherToTryAgain(TestClient client) {
        assertThat(closeAfterConnect(client, "bad")).isEqualTo(new CloseFrame(3500, "invalid token"));
        assertThat(client.connect("/realtime").ask("{\"id\":1,\"connect\":{\"token\":\"old\"}}"))
                .isEqualTo("{\"id\":1,\"error\":{\"code\":109,\"message\":\"token expired\"}}");
        assertThat(client.connect("/realtime").ask("{\"id\":1,\"connect\":{\"token\":\"busy\"}}"))
                .isEqualTo("{\"id\":1,\"error\":{\"code\":450,\"message\":\"later\",\"temporary\":true}}");
        assertThat(client.connect("/realtime").ask("{\"id\":1,\"connect\":{\"token\":\"broken\"}}"))
                .isEqualTo(
                        "{\"id\":1,\"error\":{\"code\":100,\"message\":\"internal server error\",\"temporary\":true}}");
    }

    private static CloseFrame closeAfterConnect(TestClient client, String token) {
        return client.connect("/realtime")
                .send("{\"id\":1,\"connect\":{\"token\":\"" + token + "\"}}")
                .closeFrame();
    }

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
        TestConnection connection = connected(client, "ann");

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
        TestConnection connection = connected(client, "ann");

        connection.ask("{\"id\":2,\"subscribe\":{\"channel\":\"board:3\"}}");
        assertThat(connection.ask("{\"id\":3,\"subscribe\":{\"channel\":\"board:3\"}}"))
                .contains("\"code\":105");
    }

    @Test
    void callsAreTypedAndAnswered(TestClient client) {
        TestConnection connection = connected(client, "ann");

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
        TestConnection connection = connected(client, "eve");

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
        TestConnection realtime = connected(client, "ann");
        realtime.ask("{\"id\":2,\"subscribe\":{\"channel\":\"board:1\"}}");

        manager.room("board:1").broadcastJson(new Card("x"));

        assertThat(raw.nextText()).isEqualTo("{\"title\":\"x\"}");
        assertThat(realtime.nextText())
                .isEqualTo("{\"push\":{\"channel\":\"board:1\",\"pub\":{\"data\":{\"title\":\"x\"}}}}");
    }

    @Test
    void theConnectAnswerHasRoomsAndData(TestClient client) {
        TestConnection connection = client.connect("/realtime");

        assertThat(connection.ask("{\"id\":1,\"connect\":{\"token\":\"rooms\"}}"))
                .contains("\"data\":{\"title\":\"hello\"}", "\"subs\":{\"news\":{}}");
        manager.room("news").broadcastText("{}");
        assertThat(connection.nextText()).contains("\"channel\":\"news\"");
    }

    @Test
    void aTokenIsRenewedOnTheLiveConnection(TestClient client) {
        TestConnection connection = client.connect("/realtime");

        assertThat(connection.ask("{\"id\":1,\"connect\":{\"token\":\"short\"}}"))
                .contains("\"expires\":true,\"ttl\":");
        assertThat(connection.ask("{\"id\":2,\"refresh\":{\"token\":\"short\"}}"))
                .startsWith("{\"id\":2,\"refresh\":{\"expires\":true,\"ttl\":");
        connection.send("{\"id\":3,\"refresh\":{\"token\":\"bob\"}}");
        assertThat(connection.closeCode()).isEqualTo(3500);
    }

    @Test
    void aTokenIsRenewedAfterTheApplicationHasChangedTheUser(TestClient client) {
        TestConnection connection = connected(client, "ann");
        connection.ask("{\"id\":2,\"rpc\":{\"method\":\"rename\",\"data\":\"renamed\"}}");
        assertThat(connection.ask("{\"id\":3,\"refresh\":{\"token\":\"ann\"}}")).isEqualTo("{\"id\":3,\"refresh\":{}}");
        assertThat(connection.ask("{\"id\":4,\"refresh\":{\"token\":\"renamed\"}}"))
                .isEqualTo("{\"id\":4,\"refresh\":{}}");
        assertThat(manager.userConnections("renamed")).hasSize(1);
    }

    @Test
    void anEmptyLineClosesForGood(TestClient client) {
        String send = "{\"send\":{\"data\":1}}";
        for (String frame : new String[] {"\n" + send, send + "\n\n" + send, send + "\n \n" + send, send + "\n\n"}) {
            TestConnection connection = connected(client, "ann").send(frame);
            if (frame.startsWith(send)) {
                connection.nextText();
            }
            assertThat(connection.closeCode()).as(frame).isEqualTo(3501);
        }
    }

    @Test
    void aMessageWithoutAnAnswerNeedsAHandler(TestClient client) {
        assertThat(connected(client, "ann").ask("{\"send\":{\"data\":[1]}}"))
                .isEqualTo("{\"push\":{\"message\":{\"data\":[1]}}}");
        TestConnection closed = client.connect("/closed");
        closed.ask(CONNECT);
        closed.send("{\"send\":{\"data\":1}}");
        assertThat(closed.closeCode()).isEqualTo(3508);
    }

    @Test
    void aStopTellsClientsToComeBack() {
        TidewayServer server =
                TidewayServer.builder().port(0).beans(Closed.class).start();
        try (TestClient client = TestClient.to(server)) {
            TestConnection connection = client.connect("/closed");
            connection.ask(CONNECT);
            server.close();
            assertThat(connection.closeFrame(Duration.ofSeconds(5)).code()).isEqualTo(3001);
        }
    }
}
