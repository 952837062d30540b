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
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Shows what a client sees of the history and the members of rooms that remember. */
@TidewayTest(beans = RememberingRooms.class)
class RoomsThatRememberTest {
    private static final Pattern EPOCH = Pattern.compile("\"epoch\":\"([^\"]+)\"");

    @Inject
    ConnectionManager manager;

    private final String room = "short-log:" + UUID.randomUUID();

    @WebSocketEndpoint("/remembering")
    public static class Remembering implements RealtimeHandler {
        @Override
        public Authentication onAuthenticate(Connection connection, Credentials given) {
            connection.setInfo("{\"color\":1}");
            Authentication.Accepted user = Authentication.of(given.token().orElse("ann"));
            return given.data(String.class).map(user::rooms).orElse(user);
        }

        @Override
        public JoinDecision onJoin(Connection connection, JoinRequest join) {
            return switch (join.token().orElse("")) {
                case "plain" -> JoinDecision.allow();
                case "latest" -> JoinDecision.allow().latestOnly();
                default -> JoinDecision.allow().history().presence().publish();
            };
        }
    }

    private static TestConnection connected(TestClient client, String user) {
        TestConnection connection = client.connect("/remembering");
        assertThat(connection.ask("{\"id\":1,\"connect\":{\"token\":\"" + user + "\"}}"))
                .startsWith("{\"id\":1,\"connect\":");
        return connection;
    }

    private String subscribe(String more) {
        return "{\"id\":2,\"subscribe\":{\"channel\":\"" + room + "\"" + more + "}}";
    }

    private static String epoch(String answer) {
        Matcher matcher = EPOCH.matcher(answer);
        assertThat(matcher.find()).as(answer).isTrue();
        return matcher.group(1);
    }

    private void publish(int from, int to) {
        for (int i = from; i <= to; i++) {
            manager.room(room).broadcastText(Integer.toString(i));
        }
    }

    @Test
    void aClientRecoversWhatItHasMissedAndGoesOn(TestClient client) {
        TestConnection connection = connected(client, "ann");
        String epoch = epoch(connection.ask(subscribe("")));
        assertThat(connection.nextText()).contains("\"join\"");
        publish(1, 1);
        assertThat(connection.nextText())
                .isEqualTo("{\"push\":{\"channel\":\"" + room + "\",\"pub\":{\"data\":1,\"offset\":1,\"epoch\":\""
                        + epoch + "\"}}}");
        connection.close();
        publish(2, 3);

        TestConnection again = connected(client, "ann");
        assertThat(again.ask(subscribe(",\"recover\":true,\"offset\":1,\"epoch\":\"" + epoch + "\"")))
                .contains("\"was_recovering\":true,\"recovered\":true", "\"offset\":1,")
                .contains("\"publications\":[{\"data\":2,\"offset\":2},{\"data\":3,\"offset\":3}]");
        assertThat(again.nextText()).contains("\"join\"");
        publish(4, 4);
        assertThat(again.nextText()).contains("\"data\":4,\"offset\":4");
    }

    @Test
    void aPositionThatIsTooOldIsNotRecoveredInPart(TestClient client) {
        publish(1, 5);
        TestConnection connection = connected(client, "ann");
        String epoch = epoch(connection.ask(subscribe("")));
        connection.ask("{\"id\":3,\"unsubscribe\":{\"channel\":\"" + room + "\"}}");
        String old = ",\"recover\":true,\"offset\":1,\"epoch\":\"" + epoch + "\"";

        TestConnection other = connected(client, "ann");
        assertThat(other.ask(subscribe(old)))
                .contains("\"was_recovering\":true", "\"offset\":5")
                .doesNotContain("\"recovered\"", "publications");
        TestConnection loading = connected(client, "ann");
        assertThat(loading.ask(subscribe(old + ",\"flag\":2"))).contains("\"code\":112");
        assertThat(loading.ask("{\"id\":4,\"presence\":{\"channel\":\"" + room + "\"}}"))
                .contains("\"code\":103");
        assertThat(connected(client, "ann").ask(subscribe(",\"recover\":true,\"offset\":5,\"epoch\":\"an/other\"")))
                .contains("\"was_recovering\":true")
                .doesNotContain("\"recovered\"");
    }

    @Test
    void aClientThatHasSeenNothingRecoversEverything(TestClient client) {
        assertThat(connected(client, "ann").ask(subscribe(",\"recover\":true")))
                .contains("\"was_recovering\":true,\"recovered\":true")
                .doesNotContain("publications");
        publish(1, 3);
        String all = "\"publications\":[{\"data\":1,\"offset\":1";
        assertThat(connected(client, "ann").ask(subscribe(",\"recover\":true")))
                .contains("\"was_recovering\":true,\"recovered\":true", all);
        String subs = ",\"data\":\"" + room + "\",\"subs\":{\"" + room + "\":{\"recover\":true}}";
        assertThat(client.connect("/remembering").ask("{\"id\":1,\"connect\":{\"token\":\"ann\"" + subs + "}}"))
                .contains("\"was_recovering\":true,\"recovered\":true", all);
        publish(4, 4); // of which the log keeps three
        assertThat(connected(client, "ann").ask(subscribe(",\"recover\":true")))
                .contains("\"was_recovering\":true")
                .doesNotContain("\"recovered\"", "publications");
        assertThat(connected(client, "ann").ask(subscribe(""))).doesNotContain("recovered", "publications");
    }

    @Test
    void aRoomForItsLatestValueSendsThatAlone(TestClient client) {
        String token = ",\"token\":\"latest\"";
        TestConnection early = connected(client, "ann");
        assertThat(early.ask(subscribe(token)))
                .contains("\"was_recovering\":true")
                .doesNotContain("\"recovered\"", "publications");
        publish(1, 5);
        TestConnection late = connected(client, "ann");
        String answer = late.ask(subscribe(token));
        assertThat(answer)
                .contains("\"was_recovering\":true,\"recovered\":true", "\"publications\":[{\"data\":5,\"offset\":5}]");
        publish(6, 6);
        assertThat(late.nextText()).contains("\"data\":6,\"offset\":6");
        String position = ",\"recover\":true,\"epoch\":\"" + epoch(answer) + "\",\"offset\":";
        assertThat(connected(client, "ann").ask(subscribe(token + position + "1")))
                .contains("\"recovered\":true", "\"offset\":1,", "\"publications\":[{\"data\":6,\"offset\":6}]");
        assertThat(connected(client, "ann").ask(subscribe(token + position + "6")))
                .contains("\"recovered\":true", "\"offset\":6")
                .doesNotContain("publications");
    }

    @Test
    void historyIsReadInBothDirections(TestClient client) {
        TestConnection connection = connected(client, "ann");
        String epoch = epoch(connection.ask(subscribe("")));
        connection.nextText();
        connection.send("{\"id\":3,\"publish\":{\"channel\":\"" + room + "\",\"data\":1}}");
        assertThat(connection.nextText()).contains("\"pub\"");
        assertThat(connection.nextText()).isEqualTo("{\"id\":3,\"publish\":{}}");

        assertThat(connection.ask(history("\"limit\":-1")))
                .contains("\"data\":1,\"info\":{\"user\":\"ann\"", "\"conn_info\":{\"color\":1}}", "\"offset\":1");
        publish(2, 5);
        for (int i = 2; i <= 5; i++) {
            connection.nextText();
        }
        assertThat(connection.ask(history("\"limit\":2")))
                .contains("[{\"data\":3,\"offset\":3},{\"data\":4,\"offset\":4}]", "\"offset\":5}}");
        assertThat(connection.ask(history("\"limit\":2,\"reverse\":true")))
                .contains("[{\"data\":5,\"offset\":5},{\"data\":4,\"offset\":4}]");
        assertThat(connection.ask(history("\"limit\":9,\"since\":{\"offset\":4,\"epoch\":\"" + epoch + "\"}")))
                .contains("[{\"data\":5,\"offset\":5}]");
        assertThat(connection.ask(history("\"limit\":9,\"since\":{\"offset\":1,\"epoch\":\"" + epoch + "\"}")))
                .contains("\"code\":112");
        assertThat(connection.ask(history("\"limit\":9,\"since\":{\"offset\":4,\"epoch\":\"other\"}")))
                .contains("\"code\":112");
        assertThat(connection.ask(history("\"limit\":9,\"since\":{\"offset\":5,\"epoch\":\"" + epoch + "\"}")))
                .contains("\"publications\":[]", "\"offset\":5");
        assertThat(connection.ask(history(""))).contains("\"publications\":[]", "\"offset\":5");
    }

    @Test
    void aHistoryOfWhichNothingIsLeftHasAGap(TestClient client) {
        String brief = "brief-log:" + UUID.randomUUID();
        TestConnection connection = connected(client, "ann");
        for (int i = 1; i <= 3; i++) {
            manager.room(brief).broadcastText(Integer.toString(i));
        }
        String epoch = epoch(connection.ask(subscribe("").replace(room, brief)));
        await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> connection.ask(history("\"limit\":9").replace(room, brief)),
                        answer -> answer.contains("\"publications\":[]"));
        String since = ",\"since\":{\"offset\":1,\"epoch\":\"" + epoch + "\"}";
        assertThat(connection.ask(history("\"limit\":9" + since).replace(room, brief)))
                .contains("\"code\":112");
    }

    private String history(String parameters) {
        return "{\"id\":9,\"history\":{\"channel\":\"" + room + "\"" + (parameters.isEmpty() ? "" : ",") + parameters
                + "}}";
    }

    @Test
    void aRequestThatNamesNoRoomEndsTheConnection(TestClient client) {
        for (String request : List.of("subscribe", "publish", "history", "presence", "presence_stats")) {
            TestConnection connection = connected(client, "ann");
            connection.send("{\"id\":2,\"" + request + "\":{\"data\":1}}");
            assertThat(connection.closeCode()).as(request).isEqualTo(3501);
        }
    }

    @Test
    void membersSeeWhoIsThereAndWhoComesAndGoes(TestClient client) {
        TestConnection ann = connected(client, "ann");
        ann.ask(subscribe(""));
        assertThat(ann.nextText())
                .startsWith(
                        "{\"push\":{\"channel\":\"" + room + "\",\"join\":{\"info\":{\"user\":\"ann\",\"client\":\"");
        TestConnection bob = connected(client, "bob");
        bob.ask(subscribe(""));
        bob.nextText();
        assertThat(ann.nextText()).contains("\"join\":{\"info\":{\"user\":\"bob\"", "\"conn_info\":{\"color\":1}");

        assertThat(ann.ask("{\"id\":3,\"presence\":{\"channel\":\"" + room + "\"}}"))
                .contains("\"user\":\"ann\"", "\"user\":\"bob\"");
        assertThat(ann.ask("{\"id\":4,\"presence_stats\":{\"channel\":\"" + room + "\"}}"))
                .isEqualTo("{\"id\":4,\"presence_stats\":{\"num_clients\":2,\"num_users\":2}}");
        bob.close();
        assertThat(ann.nextText()).contains("\"leave\":{\"info\":{\"user\":\"bob\"");
    }

    @Test
    void whoMayOnlyReceiveSeesNeitherHistoryNorMembers(TestClient client) {
        TestConnection connection = connected(client, "ann");
        assertThat(connection.ask(subscribe(",\"token\":\"plain\""))).isEqualTo("{\"id\":2,\"subscribe\":{}}");
        assertThat(connection.ask(history("\"limit\":1"))).contains("\"code\":103");
        assertThat(connection.ask("{\"id\":4,\"presence_stats\":{\"channel\":\"" + room + "\"}}"))
                .contains("\"code\":103");
        assertThat(connection.ask("{\"id\":5,\"subscribe\":{\"channel\":\"forgets\"}}"))
                .isEqualTo("{\"id\":5,\"subscribe\":{}}");
        assertThat(connection.ask("{\"id\":6,\"history\":{\"channel\":\"forgets\"}}"))
                .contains("\"code\":108");
    }

    @Test
    void theConnectAnswerRecoversRoomsOfTheApplication(TestClient client) {
        String connect = "{\"id\":1,\"connect\":{\"token\":\"ann\",\"data\":\"" + room + "\"";
        TestConnection connection = client.connect("/remembering");
        String epoch = epoch(connection.ask(connect + "}}"));
        connection.close();
        publish(1, 2);

        TestConnection again = client.connect("/remembering");
        again.send(connect + ",\"subs\":{\"" + room + "\":{\"recover\":true,\"offset\":1,\"epoch\":\"" + epoch
                + "\"}}}}\n{\"id\":2,\"presence\":{\"channel\":\"none\"}}");
        assertThat(again.nextText())
                .contains("\"subs\":{\"" + room + "\":{\"recoverable\":true", "\"recovered\":true")
                .contains("\"publications\":[{\"data\":2,\"offset\":2}]");
        assertThat(again.nextText()).startsWith("{\"id\":2,\"error\":{\"code\":103");
        publish(3, 3);
        assertThat(again.nextText()).contains("\"data\":3,\"offset\":3");
    }
}
