package io.tideway.ws.internal.centrifuge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import org.junit.jupiter.api.Test;

/** Shows what is answered where an answer does not fit into the outbound queue. */
@TidewayTest(beans = RoomsWithPresence.class)
class FullQueueAnswersTest {
    @Inject
    ConnectionManager manager;

    @WebSocketEndpoint(value = "/small-queue", outboundQueueBytes = 8192)
    public static class SmallQueueEndpoint implements RealtimeHandler {
        @Override
        public Authentication onAuthenticate(Connection connection, Credentials given) {
            String token = given.token().orElse("");
            if (token.equals("large-info")) {
                connection.setInfo("\"" + "x".repeat(4000) + "\"");
            }
            return token.equals("logged-room")
                    ? Authentication.of("ann").rooms("log:of-connect")
                    : Authentication.of("ann");
        }

        @Override
        public JoinDecision onJoin(Connection connection, JoinRequest join) {
            return JoinDecision.allow().history().presence().publish();
        }
    }

    private static TestConnection connected(TestClient client, String token) {
        TestConnection connection = client.connect("/small-queue");
        assertThat(connection.ask("{\"id\":1,\"connect\":{\"token\":\"" + token + "\"}}"))
                .startsWith("{\"id\":1,\"connect\":{\"client\":\"");
        return connection;
    }

    @Test
    void aRecoveryThatTheQueueCannotTakeIsNotRecovered(TestClient client) {
        manager.room("log:long").broadcastText("0");
        String subscribe = "{\"id\":2,\"subscribe\":{\"channel\":\"log:long\"";
        TestConnection first = connected(client, "");
        String epoch = first.ask(subscribe + "}}").replaceFirst(".*\"epoch\":\"([^\"]+)\".*", "$1");
        first.close();
        for (int i = 0; i < 600; i++) {
            manager.room("log:long").broadcastText("1"); // 2 bytes each in the log, and 25 in the answer
        }
        TestConnection again = connected(client, "");
        assertThat(again.ask(subscribe + ",\"recover\":true,\"offset\":1,\"epoch\":\"" + epoch + "\"}}"))
                .contains("\"was_recovering\":true", "\"offset\":601")
                .doesNotContain("\"recovered\"", "publications");
    }

    @Test
    void aLongHistoryIsReadInParts(TestClient client) {
        TestConnection connection = connected(client, "");
        String message = "\"" + "x".repeat(1000) + "\"";
        for (int i = 0; i < 20; i++) {
            manager.room("log:parts").broadcastText(message);
        }
        connection.ask("{\"id\":2,\"subscribe\":{\"channel\":\"log:parts\"}}");
        assertThat(connection.ask("{\"id\":3,\"history\":{\"channel\":\"log:parts\",\"limit\":-1}}"))
                .contains("\"offset\":1}", "\"offset\":20}")
                .doesNotContain("\"offset\":19");
        assertThat(connection.ask("{\"id\":4,\"history\":{\"channel\":\"log:parts\",\"limit\":2}}"))
                .contains("\"offset\":2}");
    }

    @Test
    void aRecoveryThatTheAnswerToConnectCannotTakeIsNotRecovered(TestClient client) {
        manager.room("log:of-connect").broadcastText("0");
        TestConnection first = client.connect("/small-queue");
        String epoch = first.ask("{\"id\":1,\"connect\":{\"token\":\"logged-room\"}}")
                .replaceFirst(".*\"epoch\":\"([^\"]+)\".*", "$1");
        first.close();
        for (int i = 0; i < 600; i++) {
            manager.room("log:of-connect").broadcastText("1");
        }
        TestConnection again = client.connect("/small-queue");
        assertThat(again.ask("{\"id\":1,\"connect\":{\"token\":\"logged-room\",\"subs\":{\"log:of-connect\":"
                        + "{\"recover\":true,\"offset\":1,\"epoch\":\"" + epoch + "\"}}}}"))
                .contains("\"was_recovering\":true", "\"offset\":601")
                .doesNotContain("\"recovered\"", "publications");
        manager.room("log:of-connect").broadcastText("2");
        assertThat(again.nextText()).contains("\"data\":2", "\"offset\":602");
    }

    @Test
    void membersThatTheQueueCannotTakeAreOnlyCounted(TestClient client) {
        TestConnection connection = connected(client, "");
        connection.ask("{\"id\":2,\"subscribe\":{\"channel\":\"crowd\"}}");
        for (int i = 0; i < 3; i++) {
            connected(client, "large-info").ask("{\"id\":2,\"subscribe\":{\"channel\":\"crowd\"}}");
        }
        // The presence of a member may come after the reply to it.
        await().until(
                        () -> connection.ask("{\"id\":9,\"presence_stats\":{\"channel\":\"crowd\"}}"),
                        stats -> stats.contains("\"num_clients\":4"));
        assertThat(connection.ask("{\"id\":3,\"presence\":{\"channel\":\"crowd\"}}"))
                .isEqualTo("{\"id\":3,\"error\":{\"code\":106,\"message\":\"limit exceeded\"}}");
        assertThat(connection.ask("{\"id\":4,\"presence_stats\":{\"channel\":\"crowd\"}}"))
                .contains("\"num_clients\":4");
    }
}
