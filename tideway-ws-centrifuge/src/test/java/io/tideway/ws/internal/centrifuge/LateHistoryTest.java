package io.tideway.ws.internal.centrifuge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tideway.ws.Connection;
import io.tideway.ws.ConnectionManager;
import io.tideway.ws.RoomOptions;
import io.tideway.ws.RoomPolicy;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.fixtures.LogLines;
import io.tideway.ws.junit.TestClient;
import io.tideway.ws.junit.TestConnection;
import io.tideway.ws.junit.TidewayTest;
import io.tideway.ws.realtime.Authentication;
import io.tideway.ws.realtime.Credentials;
import io.tideway.ws.realtime.JoinDecision;
import io.tideway.ws.realtime.JoinRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Shows what clients see while the log of a room is being read. */
@TidewayTest(beans = LateHistoryTest.Policy.class)
class LateHistoryTest {
    private static final JoinDecision.Allowed MEMBER =
            JoinDecision.allow().history().publish();

    @Inject
    ConnectionManager manager;

    private final String room = "log:" + UUID.randomUUID();

    @ApplicationScoped
    public static class Policy implements RoomPolicy {
        @Override
        public RoomOptions optionsOf(String name) {
            return RoomOptions.none().history(10, Duration.ofMinutes(5));
        }
    }

    @WebSocketEndpoint(value = "/late", inboundQueueBytes = 16_384, maxRooms = 1)
    public static class Late implements LateHistory {
        @Override
        public Authentication onAuthenticate(Connection connection, Credentials given) {
            Authentication.Accepted user = Authentication.of("ann");
            return given.data(String.class).map(user::rooms).orElse(user);
        }

        @Override
        public JoinDecision onJoin(Connection connection, JoinRequest join) {
            return join.token().isPresent() ? MEMBER.until(NOW.plusSeconds(60)) : MEMBER;
        }
    }

    @BeforeEach
    void closeGate() {
        LateHistory.Gate.close();
    }

    @AfterEach
    void openGate() {
        LateHistory.Gate.open();
    }

    private String request(int id, String kind, String more) {
        return "{\"id\":" + id + ",\"" + kind + "\":{\"channel\":\"" + room + "\"" + more + "}}";
    }

    private String recover(int id) {
        return request(id, "subscribe", ",\"recover\":true,\"offset\":1"); // without an epoch, which has to be read
    }

    /** Connects with a room whose log has to be read first. */
    private TestConnection connecting(TestClient client) {
        return client.connect("/late")
                .send("{\"id\":1,\"connect\":{\"data\":\"" + room + "\",\"subs\":{\"" + room
                        + "\":{\"recover\":true,\"offset\":1}}}}");
    }

    private static TestConnection connected(TestClient client) {
        TestConnection connection = client.connect("/late");
        assertThat(connection.ask("{\"id\":1,\"connect\":{}}")).startsWith("{\"id\":1,\"connect\":");
        return connection;
    }

    @Test
    void whoUnsubscribesMeanwhileIsNotAMember(TestClient client) {
        TestConnection connection = connected(client);
        connection.send(recover(2));
        assertThat(connection.ask(request(3, "unsubscribe", ""))).isEqualTo("{\"id\":3,\"unsubscribe\":{}}");
        LateHistory.Gate.open();
        assertThat(connection.nextText()).startsWith("{\"id\":2,\"error\":");
        assertThat(manager.roomMembers(room)).isEmpty();
        assertThat(connection.ask(request(4, "publish", ",\"data\":1"))).contains("\"code\":103");
    }

    @Test
    void whoSubscribesAgainMeanwhileIsAnsweredForTheSecond(TestClient client) {
        TestConnection connection = connected(client);
        connection.send(recover(2));
        connection.ask(request(3, "unsubscribe", ""));
        assertThat(connection.ask(request(4, "subscribe", ""))).startsWith("{\"id\":4,\"subscribe\":{\"recoverable\":");
        LateHistory.Gate.open();
        // Not 105, which would end the second subscription in the client.
        assertThat(connection.nextText()).startsWith("{\"id\":2,\"error\":{\"code\":100,");
        assertThat(connection.ask(request(5, "publish", ",\"data\":1"))).contains("\"pub\":");
    }

    @Test
    void aSecondSubscribeMeanwhileIsAnError(TestClient client) {
        TestConnection connection = connected(client);
        connection.send(recover(2));
        assertThat(connection.ask(recover(3))).startsWith("{\"id\":3,\"error\":{\"code\":105");
        LateHistory.Gate.open();
        assertThat(connection.nextText()).startsWith("{\"id\":2,\"subscribe\":");
    }

    @Test
    void whoRenewsMeanwhileIsAMember(TestClient client) {
        TestConnection connection = connected(client);
        connection.send(recover(2));
        assertThat(connection.ask(request(3, "sub_refresh", ",\"token\":\"minute\"")))
                .isEqualTo("{\"id\":3,\"sub_refresh\":{\"expires\":true,\"ttl\":60}}");
        LateHistory.Gate.open();
        assertThat(connection.nextText()).startsWith("{\"id\":2,\"subscribe\":");
        assertThat(manager.roomMembers(room)).hasSize(1);
        assertThat(connection.ask(request(4, "unsubscribe", ""))).isEqualTo("{\"id\":4,\"unsubscribe\":{}}");
        assertThat(connection.ask(request(5, "subscribe", ""))).startsWith("{\"id\":5,\"subscribe\":");
    }

    @Test
    void aJoinThatAnotherOneOvertakesIsOneTooMany(TestClient client) {
        TestConnection connection = connected(client);
        String other = recover(3).replace(room, "log:other");
        connection.send(recover(2) + "\n" + other);
        assertThat(connection.ask(request(4, "presence", ""))).contains("\"code\":103");
        LateHistory.Gate.open();
        assertThat(connection.nextTexts(2))
                .filteredOn(text -> text.contains("\"error\""))
                .singleElement()
                .asString()
                .contains("\"code\":106");
    }

    @Test
    void aReadThatFailsForNoKnownReasonIsLogged(TestClient client) {
        TestConnection connection = connected(client);
        connection.ask(request(2, "subscribe", ""));
        connection.send(request(3, "history", ""));
        try (LogLines log = LogLines.ofTideway()) {
            LateHistory.Gate.fail(new StackOverflowError());
            assertThat(connection.nextText()).startsWith("{\"id\":3,\"error\":{\"code\":100");
            await().untilAsserted(
                            () -> assertThat(log.messages()).anyMatch(line -> line.contains("StackOverflowError")));
        }
    }

    @Test
    void whatComesBeforeTheAnswerToConnectWaits(TestClient client) {
        TestConnection connection = connecting(client);
        connection.send(request(2, "publish", ",\"data\":1") + "\n" + request(3, "unsubscribe", ""));
        LateHistory.Gate.open();
        assertThat(connection.nextText()).startsWith("{\"id\":1,\"connect\":");
        assertThat(connection.nextText()).startsWith("{\"id\":2,\"error\":{\"code\":103");
        assertThat(connection.nextText()).isEqualTo("{\"id\":3,\"unsubscribe\":{}}");
    }

    @Test
    void whatWaitsIsBoundedInBytes(TestClient client) {
        TestConnection connection = connecting(client);
        String message = request(2, "publish", ",\"data\":\"" + "x".repeat(10_000) + "\"");
        // No third one, which would fail where the close has come by then.
        connection.send(message).send(message);
        assertThat(connection.closeCode()).isEqualTo(3013);
    }

    @Test
    void aPermissionExpiresByTheClockOfTheServer(TestClient client) {
        LateHistory.Gate.open();
        assertThat(connected(client).ask(request(2, "subscribe", ",\"token\":\"minute\"")))
                .contains("\"expires\":true,\"ttl\":60");
    }
}
