package io.tideway.ws.internal.centrifuge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Connection;
import io.tideway.ws.ConnectionManager;
import io.tideway.ws.Dispatch;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.junit.TestClient;
import io.tideway.ws.junit.TestConnection;
import io.tideway.ws.junit.TidewayTest;
import io.tideway.ws.realtime.Authentication;
import io.tideway.ws.realtime.Credentials;
import io.tideway.ws.realtime.JoinDecision;
import io.tideway.ws.realtime.JoinRequest;
import io.tideway.ws.realtime.PublishDecision;
import io.tideway.ws.realtime.PublishRequest;
import io.tideway.ws.realtime.RealtimeHandler;
import io.tideway.ws.realtime.RemoteCall;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Shows that clients are answered, and kept in bounds, whatever they or the application come with. */
@TidewayTest(beans = RoomsWithPresence.class)
class UnfriendlyInputTest {
    @Inject
    ConnectionManager manager;

    @Inject
    BehavesByTokenEndpoint byToken;

    @Inject
    BlockingCallEndpoint slow;

    @ApplicationScoped
    @WebSocketEndpoint(value = "/by-token", maxRooms = 2)
    public static class BehavesByTokenEndpoint implements RealtimeHandler {
        private final Queue<String> asked = new ConcurrentLinkedQueue<>();
        private final Queue<String> connected = new ConcurrentLinkedQueue<>();

        Queue<String> asked() {
            return asked;
        }

        Queue<String> connected() {
            return connected;
        }

        @Override
        public Authentication onAuthenticate(Connection connection, Credentials given) {
            String token = given.token().orElse("");
            return switch (token) {
                case "forever" -> Authentication.of("ann").expiresAt(Instant.MAX);
                case "bad-room" -> Authentication.of("ann").rooms("");
                case "typed" -> Authentication.of(given.data(String.class).orElse("ann"));
                case "early" -> {
                    connection.sendText("early");
                    yield Authentication.of("ann");
                }
                case "info" -> {
                    connection.setInfo("{\n \"color\": 1\n}");
                    yield Authentication.of("ann");
                }
                case "no-json" -> {
                    connection.setInfo("not \"JSON\"");
                    yield Authentication.of("ann");
                }
                default -> Authentication.of("ann");
            };
        }

        @Override
        public void onConnect(Connection connection) {
            connected.add(connection.id());
        }

        @Override
        public JoinDecision onJoin(Connection connection, JoinRequest join) {
            asked.add(join.room());
            JoinDecision.Allowed allowed =
                    JoinDecision.allow().history().presence().publish();
            return join.room().equals("forever") ? allowed.until(Instant.MAX) : allowed;
        }

        @Override
        public PublishDecision onPublish(Connection connection, PublishRequest publish) {
            asked.add(publish.room());
            return PublishDecision.allow();
        }
    }

    @ApplicationScoped
    @WebSocketEndpoint(
            value = "/slow",
            dispatch = Dispatch.MANAGED,
            heartbeatInterval = "50ms",
            heartbeatTimeout = "1m")
    public static class BlockingCallEndpoint implements RealtimeHandler {
        private final CountDownLatch released = new CountDownLatch(1);

        void release() {
            released.countDown();
        }

        @Override
        public Authentication onAuthenticate(Connection connection, Credentials given) {
            return Authentication.anonymous();
        }

        @RemoteCall("wait")
        public String await() throws InterruptedException {
            released.await();
            return "done";
        }
    }

    private static TestConnection connected(TestClient client, String path, String token) {
        TestConnection connection = client.connect(path);
        assertThat(connection.ask("{\"id\":1,\"connect\":{\"token\":\"" + token + "\"}}"))
                .startsWith("{\"id\":1,\"connect\":{\"client\":\"");
        return connection;
    }

    @Test
    void aNameThatNoRoomCanHaveIsABadRequest(TestClient client) {
        TestConnection connection = connected(client, "/by-token", "");
        byToken.asked().clear();
        for (String name : List.of("a\\u0000b", "\\ud800", "a\\nb", "x".repeat(256))) {
            for (String request : List.of("subscribe", "publish")) {
                assertThat(connection.ask("{\"id\":2,\"" + request + "\":{\"channel\":\"" + name + "\",\"data\":1}}"))
                        .as(request + " " + name)
                        .isEqualTo("{\"id\":2,\"error\":{\"code\":107,\"message\":\"bad request\"}}");
            }
        }
        assertThat(byToken.asked()).isEmpty();
    }

    @Test
    void whatNeverExpiresMayBeSaidWithTheLastInstant(TestClient client) {
        TestConnection connection = connected(client, "/by-token", "forever");
        assertThat(connection.ask("{\"id\":2,\"subscribe\":{\"channel\":\"forever\"}}"))
                .startsWith("{\"id\":2,\"subscribe\":{\"expires\":true");
        assertThat(connection.ask("{\"id\":3,\"publish\":{\"channel\":\"none\",\"data\":1}}"))
                .isEqualTo("{\"id\":3,\"publish\":{}}");
    }

    @Test
    void aRoomOfTheAnswerIsNeverNull() {
        assertThatNullPointerException()
                .isThrownBy(() -> Authentication.of("ann").rooms("news", null));
    }

    @Test
    void aConnectionWhoseRoomsCannotBeJoinedDoesNotExistForTheApplication(TestClient client) {
        byToken.connected().clear();
        TestConnection connection = client.connect("/by-token");
        assertThat(connection.ask("{\"id\":1,\"connect\":{\"token\":\"bad-room\"}}"))
                .startsWith("{\"id\":1,\"error\":{\"code\":100");
        assertThat(connection.closeCode()).isEqualTo(3004);
        assertThat(byToken.connected()).isEmpty();
    }

    @Test
    void dataThatCannotBeReadIsABadRequest(TestClient client) {
        TestConnection connection = client.connect("/by-token");
        assertThat(connection.ask("{\"id\":1,\"connect\":{\"token\":\"typed\",\"data\":{\"a\":1}}}"))
                .startsWith("{\"id\":1,\"error\":{\"code\":107");
    }

    @Test
    void whatIsSentTooEarlyDoesNotReplaceTheAnswer(TestClient client) {
        TestConnection connection = client.connect("/by-token");
        connection.send("{\"id\":1,\"connect\":{\"token\":\"early\"}}");
        assertThat(connection.nextTexts(2)).anyMatch(text -> text.startsWith("{\"id\":1,\"connect\":"));
    }

    @Test
    void infoIsEmbeddedAsOneLineOfJson(TestClient client) {
        String publish = "{\"id\":3,\"publish\":{\"channel\":\"info\",\"data\":1}}";
        assertThat(connected(client, "/by-token", "info")
                        .send("{\"id\":2,\"subscribe\":{\"channel\":\"info\"}}\n" + publish)
                        .nextTexts(2)
                        .get(1))
                .contains("\"conn_info\":{  \"color\": 1 }");
        assertThat(connected(client, "/by-token", "no-json")
                        .send("{\"id\":2,\"subscribe\":{\"channel\":\"info\"}}\n" + publish)
                        .nextTexts(2)
                        .get(1))
                .contains("\"conn_info\":\"not \\\"JSON\\\"\"");
    }

    @Test
    void aLateAnswerToEachPingIsTaken(TestClient client) {
        TestConnection connection = connected(client, "/slow", "");
        connection.send("{\"id\":2,\"rpc\":{\"method\":\"wait\"}}");
        for (int pings = 0; pings < 2; pings++) {
            assertThat(connection.nextText()).isEqualTo("{}");
            connection.send("{}");
        }
        slow.release();
        connection.nextTextsUntil("{\"id\":2,\"rpc\":{\"data\":\"done\"}}"::equals);
        connection.send("{\"id\":3,\"rpc\":{\"method\":\"wait\"}}");
        connection.nextTextsUntil("{\"id\":3,\"rpc\":{\"data\":\"done\"}}"::equals);
    }

    @Test
    void deepNestingIsAnsweredWithAClose(TestClient client) {
        for (String nested : List.of("{\"since\":", "{\"subs\":{\"a\":")) {
            int depth = 4000;
            TestConnection connection = client.connect("/by-token");
            connection.send("{\"id\":1,\"connect\":" + nested.repeat(depth) + "1"
                    + "}".repeat(nested.length() < 12 ? depth : 2 * depth) + "}");
            assertThat(connection.closeCode()).as(nested).isEqualTo(3501);
        }
    }

    @Test
    void aTokenWithAnInvalidUserIdEndsTheClientWithoutReconnect(TestClient client) {
        for (String user : List.of("x".repeat(300), "a\\u0000b", "")) {
            TestConnection connection = client.connect("/by-token");
            connection.send("{\"id\":1,\"connect\":{\"token\":\"typed\",\"data\":\"" + user + "\"}}");
            assertThat(connection.closeFrame()).as(user).isEqualTo(new CloseFrame(3500, "invalid user id"));
        }
    }

    @Test
    void aClientIsInAsManyRoomsAsItMayBe(TestClient client) {
        TestConnection connection = connected(client, "/by-token", "");
        connection.ask("{\"id\":2,\"subscribe\":{\"channel\":\"log:first\"}}");
        connection.ask("{\"id\":3,\"subscribe\":{\"channel\":\"second\"}}");
        for (String room : List.of("third", "log:third")) {
            assertThat(connection.ask("{\"id\":4,\"subscribe\":{\"channel\":\"" + room + "\"}}"))
                    .isEqualTo("{\"id\":4,\"error\":{\"code\":106,\"message\":\"limit exceeded\"}}");
        }
    }
}
