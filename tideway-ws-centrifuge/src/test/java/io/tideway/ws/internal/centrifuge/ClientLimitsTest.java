package io.tideway.ws.internal.centrifuge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tideway.ws.Connection;
import io.tideway.ws.ConnectionManager;
import io.tideway.ws.Room;
import io.tideway.ws.RoomOptions;
import io.tideway.ws.RoomPolicy;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.junit.TestClient;
import io.tideway.ws.junit.TestConnection;
import io.tideway.ws.realtime.Authentication;
import io.tideway.ws.realtime.Credentials;
import io.tideway.ws.realtime.JoinDecision;
import io.tideway.ws.realtime.JoinRequest;
import io.tideway.ws.realtime.PublishDecision;
import io.tideway.ws.realtime.PublishRequest;
import io.tideway.ws.realtime.RealtimeHandler;
import io.tideway.ws.realtime.RemoteCall;
import io.tideway.ws.tyrus.TidewayServer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Shows the limits of one client: by options for all endpoints, and by those of each method. */
class ClientLimitsTest {
    private static final String MAX_CALLS = "tideway.ws.realtime.max-calls";
    private static final String PUBLISH_RATE = "tideway.ws.realtime.publish-rate";
    private static final String READ_RATE = "tideway.ws.realtime.read-rate";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String TOO_MANY =
            "\"error\":{\"code\":111,\"message\":\"too many requests\",\"temporary\":true}}";

    @ApplicationScoped
    public static class Policy implements RoomPolicy {
        @Override
        public RoomOptions optionsOf(String name) {
            return RoomOptions.none().history(10, Duration.ofMinutes(5)).presence();
        }
    }

    /** Its clock stands still, so that no token comes back. */
    @ApplicationScoped
    @WebSocketEndpoint("/limited")
    public static class Limited implements LateHistory {
        private CompletableFuture<String> answer = new CompletableFuture<>();

        @Override
        public Authentication onAuthenticate(Connection connection, Credentials given) {
            return Authentication.anonymous();
        }

        @Override
        public JoinDecision onJoin(Connection connection, JoinRequest join) {
            JoinDecision.Allowed allowed = JoinDecision.allow();
            return join.room().equals("latest")
                    ? allowed.latestOnly()
                    : allowed.history().presence();
        }

        @Override
        public PublishDecision onPublish(Connection connection, PublishRequest publish) {
            return PublishDecision.allow();
        }

        @RemoteCall("wait")
        public CompletionStage<String> await() {
            return answer;
        }

        @RemoteCall(value = "one-at-a-time", maxInFlight = 1)
        public CompletionStage<String> oneAtATime() {
            return answer;
        }

        @RemoteCall(value = "twice", rate = 2)
        public String twice() {
            return "ok";
        }

        @RemoteCall("complete")
        public void complete() {
            answer.complete("done");
            answer = new CompletableFuture<>();
        }
    }

    /** What its clients show of themselves is so long that a list of a few does not fit into their outbound queues. */
    @ApplicationScoped
    @WebSocketEndpoint(value = "/crowd", outboundQueueBytes = 8192)
    public static class Crowd implements LateHistory {
        @Override
        public Authentication onAuthenticate(Connection connection, Credentials given) {
            connection.setInfo('"' + "x".repeat(4000) + '"');
            return Authentication.anonymous();
        }

        @Override
        public JoinDecision onJoin(Connection connection, JoinRequest join) {
            return JoinDecision.allow().presence();
        }
    }

    @WebSocketEndpoint("/bad-limit")
    public static class BadLimit implements RealtimeHandler {
        @Override
        public Authentication onAuthenticate(Connection connection, Credentials given) {
            return Authentication.anonymous();
        }

        @RemoteCall(value = "call", rate = -1)
        public void call() {}
    }

    @AfterEach
    void clearOptions() {
        System.clearProperty(MAX_CALLS);
        System.clearProperty(PUBLISH_RATE);
        System.clearProperty(READ_RATE);
    }

    private static TidewayServer start(Class<?> handler) {
        return TidewayServer.builder().port(0).beans(handler).start();
    }

    private static TestConnection connected(TestClient client) {
        return connected(client, "/limited");
    }

    private static TestConnection connected(TestClient client, String path) {
        TestConnection connection = client.connect(path);
        connection.ask("{\"id\":1,\"connect\":{}}");
        return connection;
    }

    private static String call(int id, String method) {
        return "{\"id\":" + id + ",\"rpc\":{\"method\":\"" + method + "\"}}";
    }

    private static String publish(int id) {
        return "{\"id\":" + id + ",\"publish\":{\"channel\":\"room\",\"data\":1}}";
    }

    @Test
    void callsUnderWayAreLimitedByAnOption() {
        System.setProperty(MAX_CALLS, "2");
        try (TidewayServer server = start(Limited.class);
                TestClient client = TestClient.to(server)) {
            TestConnection connection = connected(client).send(call(2, "wait") + "\n" + call(3, "wait"));
            assertThat(connection.ask(call(4, "wait"))).isEqualTo("{\"id\":4," + TOO_MANY);
            TestConnection other = connected(client); // whose calls count for themselves
            assertThat(other.send(call(2, "wait")).ask(call(3, "complete"))).contains("\"done\"");
            assertThat(connection.nextTexts(2)).allMatch(text -> text.contains("\"done\""));
            assertThat(connection.send(call(5, "wait")).ask(call(6, "complete")))
                    .isEqualTo("{\"id\":5,\"rpc\":{\"data\":\"done\"}}");
        }
    }

    @Test
    void callsOfOneMethodAreLimitedByIt() {
        try (TidewayServer server = start(Limited.class);
                TestClient client = TestClient.to(server)) {
            TestConnection connection = connected(client).send(call(2, "one-at-a-time"));
            assertThat(connection.ask(call(3, "one-at-a-time"))).isEqualTo("{\"id\":3," + TOO_MANY);
            assertThat(connection.ask(call(4, "twice"))).contains("\"ok\"");
            assertThat(connection.ask(call(5, "twice"))).contains("\"ok\"");
            assertThat(connection.ask(call(6, "twice"))).isEqualTo("{\"id\":6," + TOO_MANY);
            assertThat(connection.ask(call(7, "complete"))).isEqualTo("{\"id\":2,\"rpc\":{\"data\":\"done\"}}");
            assertThat(connection.nextText()).isEqualTo("{\"id\":7,\"rpc\":{}}");
            assertThat(connection.send(call(8, "one-at-a-time")).ask(call(9, "complete")))
                    .isEqualTo("{\"id\":8,\"rpc\":{\"data\":\"done\"}}");
        }
    }

    @Test
    void publicationsAreLimitedByAnOption() {
        System.setProperty(PUBLISH_RATE, "2");
        try (TidewayServer server = start(Limited.class);
                TestClient client = TestClient.to(server)) {
            TestConnection connection = connected(client);
            assertThat(connection.ask(publish(2))).isEqualTo("{\"id\":2,\"publish\":{}}");
            assertThat(connection.ask(publish(3))).isEqualTo("{\"id\":3,\"publish\":{}}");
            assertThat(connection.ask(publish(4))).isEqualTo("{\"id\":4," + TOO_MANY);
            assertThat(connected(client).ask(publish(2))).isEqualTo("{\"id\":2,\"publish\":{}}");
        }
    }

    private static String room(int id, String request, String room, String more) {
        return "{\"id\":" + id + ",\"" + request + "\":{\"channel\":\"" + room + "\"" + more + "}}";
    }

    @Test
    void readsOfRoomsAreLimitedByAnOption() {
        System.setProperty(READ_RATE, "3");
        try (TidewayServer server = TidewayServer.builder()
                        .port(0)
                        .beans(Limited.class, Policy.class)
                        .start();
                TestClient client = TestClient.to(server)) {
            TestConnection connection = connected(client);
            String recover = ",\"recover\":true";
            assertThat(connection.ask(room(2, "subscribe", "room", recover))).contains("\"recovered\":true");
            assertThat(connection.ask(room(3, "history", "room", ""))).startsWith("{\"id\":3,\"history\":");
            assertThat(connection.ask(room(4, "presence", "room", ""))).startsWith("{\"id\":4,\"presence\":");
            assertThat(connection.ask(room(5, "presence_stats", "room", ""))).isEqualTo("{\"id\":5," + TOO_MANY);
            assertThat(connection.ask(room(6, "history", "room", ""))).isEqualTo("{\"id\":6," + TOO_MANY);
            assertThat(connection.ask(room(7, "subscribe", "other", recover))).isEqualTo("{\"id\":7," + TOO_MANY);
            assertThat(connection.ask(room(8, "subscribe", "latest", ""))).isEqualTo("{\"id\":8," + TOO_MANY);
            assertThat(connection.ask(room(9, "subscribe", "other", ""))).startsWith("{\"id\":9,\"subscribe\":");
        }
    }

    @Test
    void aLongHistoryCountsAsManyReads() {
        System.setProperty(READ_RATE, "3");
        try (TidewayServer server = TidewayServer.builder()
                        .port(0)
                        .beans(Limited.class, Policy.class)
                        .start();
                TestClient client = TestClient.to(server)) {
            TestConnection connection = connected(client);
            connection.ask(room(2, "subscribe", "room", ""));
            String data = '"' + "x".repeat(50_000) + '"';
            connection.send("{\"id\":3,\"publish\":{\"channel\":\"room\",\"data\":" + data + "}}");
            connection.nextTextsUntil("{\"id\":3,\"publish\":{}}"::equals);
            assertThat(connection.ask(room(4, "history", "room", ",\"limit\":1")))
                    .contains(data);
            assertThat(connection.ask(room(5, "presence_stats", "room", ""))).isEqualTo("{\"id\":5," + TOO_MANY);
        }
    }

    /** Publishes more than the log of a room keeps, in which 10 KiB are three publications. */
    private static void publishTooMuch(TestConnection connection) {
        for (int id = 100; id < 112; id++) {
            String published = "{\"id\":" + id + ",\"publish\":{}}";
            connection.send(room(id, "publish", "room", ",\"data\":\"" + "x".repeat(4_000) + '"'));
            connection.nextTextsUntil(published::equals);
        }
    }

    @Test
    void aHistoryWithAGapCountsAsManyReads() {
        System.setProperty(READ_RATE, "3");
        try (TidewayServer server = TidewayServer.builder()
                        .port(0)
                        .beans(Limited.class, Policy.class)
                        .start();
                TestClient client = TestClient.to(server)) {
            publishTooMuch(connected(client));
            TestConnection connection = connected(client);
            connection.ask(room(2, "subscribe", "room", ""));
            assertThat(connection.ask(room(3, "history", "room", ",\"limit\":-1,\"since\":{\"offset\":1}")))
                    .contains("\"code\":112");
            assertThat(connection.ask(room(4, "presence_stats", "room", ""))).isEqualTo("{\"id\":4," + TOO_MANY);
        }
    }

    @Test
    void aListOfMembersThatIsTooLongCountsAsManyReads() {
        System.setProperty(READ_RATE, "3");
        try (TidewayServer server = TidewayServer.builder()
                        .port(0)
                        .beans(Crowd.class, Policy.class)
                        .start();
                TestClient client = TestClient.to(server)) {
            TestConnection connection = connected(client, "/crowd");
            connection.ask(room(2, "subscribe", "room", ""));
            for (int i = 0; i < 6; i++) {
                connected(client, "/crowd").ask(room(2, "subscribe", "room", ""));
            }
            Room crowd = server.select(ConnectionManager.class).room("room");
            // The presence of a member may come after the reply to it.
            await().atMost(PATIENCE)
                    .until(() -> crowd.presence()
                                    .toCompletableFuture()
                                    .join()
                                    .members()
                                    .size()
                            == 7);
            assertThat(connection.ask(room(3, "presence", "room", ""))).contains("\"code\":106");
            assertThat(connection.ask(room(4, "presence_stats", "room", ""))).isEqualTo("{\"id\":4," + TOO_MANY);
        }
    }

    @Test
    void aRecoveryThatIsRefusedCountsAsManyReads() {
        System.setProperty(READ_RATE, "3");
        try (TidewayServer server = TidewayServer.builder()
                        .port(0)
                        .beans(Limited.class, Policy.class)
                        .start();
                TestClient client = TestClient.to(server)) {
            publishTooMuch(connected(client));
            for (String needsState : List.of("", ",\"flag\":2")) {
                TestConnection connection = connected(client);
                connection.ask(room(2, "subscribe", "other", ""));
                assertThat(connection.ask(room(3, "subscribe", "room", ",\"recover\":true,\"offset\":1" + needsState)))
                        .doesNotContain("\"recovered\":true")
                        .contains(needsState.isEmpty() ? "\"was_recovering\":true" : "\"code\":112");
                assertThat(connection.ask(room(4, "presence_stats", "other", "")))
                        .isEqualTo("{\"id\":4," + TOO_MANY);
            }
        }
    }

    @Test
    void anOptionOutOfBoundsFailsTheDeployment() {
        System.setProperty(MAX_CALLS, "0");
        assertThatThrownBy(() -> start(Limited.class)).hasStackTraceContaining(MAX_CALLS);
    }

    @Test
    void aNegativeLimitFailsTheDeployment() {
        assertThatThrownBy(() -> start(BadLimit.class)).hasStackTraceContaining("TIDEWAY-CF011");
    }
}
