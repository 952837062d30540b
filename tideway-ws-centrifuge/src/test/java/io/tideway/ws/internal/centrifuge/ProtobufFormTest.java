package io.tideway.ws.internal.centrifuge;

import static io.tideway.ws.internal.centrifuge.Wire.all;
import static io.tideway.ws.internal.centrifuge.Wire.ask;
import static io.tideway.ws.internal.centrifuge.Wire.frame;
import static io.tideway.ws.internal.centrifuge.Wire.message;
import static io.tideway.ws.internal.centrifuge.Wire.next;
import static io.tideway.ws.internal.centrifuge.Wire.number;
import static io.tideway.ws.internal.centrifuge.Wire.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.tideway.ws.CloseFrame;
import io.tideway.ws.Connection;
import io.tideway.ws.ConnectionManager;
import io.tideway.ws.Message;
import io.tideway.ws.RoomOptions;
import io.tideway.ws.RoomPolicy;
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
import io.tideway.ws.realtime.RealtimeHandler;
import io.tideway.ws.realtime.RemoteCall;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Shows what a client that uses Protobuf sees on the wire, by the numbers of the protocol's schema. */
@TidewayTest(beans = ProtobufFormTest.Policy.class)
class ProtobufFormTest {
    // Requests and their answers
    private static final int ID = 1;
    private static final int ERROR = 2;
    private static final int PUSH = 4;

    @Inject
    ConnectionManager manager;

    private final String room = "log:" + UUID.randomUUID();

    @ApplicationScoped
    public static class Policy implements RoomPolicy {
        @Override
        public RoomOptions optionsOf(String name) {
            return name.startsWith("log:")
                    ? RoomOptions.none()
                            .history(10, Duration.ofMinutes(5))
                            .presence()
                            .joinLeave()
                    : RoomOptions.none();
        }
    }

    public record Card(String title) {}

    @WebSocketEndpoint("/proto")
    public static class Phones implements RealtimeHandler {
        @Override
        public Authentication onAuthenticate(Connection connection, Credentials given) {
            connection.setInfo("{\"color\":1}");
            String token = given.token().orElse("");
            return switch (token) {
                case "bad" -> Authentication.deny();
                case "old" -> Authentication.expired();
                case "short" -> Authentication.of("ann").expiresAt(Instant.now().plusSeconds(60));
                case "rooms" ->
                    Authentication.of("ann").rooms("news", "log:news").data(new Card("hello"));
                case "shown" ->
                    Authentication.of("ann")
                            .data(List.of(
                                    given.clientName(),
                                    given.clientVersion(),
                                    given.headers().getOrDefault("h", ""),
                                    given.data().orElse("")));
                default -> Authentication.of(token);
            };
        }

        @Override
        public JoinDecision onJoin(Connection connection, JoinRequest join) {
            return join.room().startsWith("secret")
                    ? JoinDecision.deny()
                    : JoinDecision.allow().publish().history().presence();
        }

        @Override
        public void onText(Connection connection, String text) {
            connection.sendText(text);
        }

        @Override
        public void onBinary(Connection connection, ByteBuffer data) {
            connection.send(Message.binary(data));
        }

        @RemoteCall("add")
        public Card add(Card card) {
            return new Card(card.title() + "!");
        }

        @RemoteCall("refuse")
        public void refuse() {
            throw CallException.temporary(450, "later");
        }
    }

    @WebSocketEndpoint("/proto-raw")
    public static class Raw implements WebSocketHandler {
        @Override
        public void onConnect(Connection connection) {
            connection.joinRoom("mixed");
        }
    }

    private static TestConnection open(TestClient client) {
        return client.connect("/proto", request -> request.subprotocols("centrifuge-protobuf"));
    }

    private static TestConnection connected(TestClient client) {
        TestConnection connection = open(client);
        assertThat(text(ask(connection, ID, 1, 4, message(1, "ann")), 5, 1)).isNotEmpty();
        return connection;
    }

    private TestConnection subscribed(TestClient client) {
        TestConnection connection = connected(client);
        assertThat(number(ask(connection, ID, 2, 5, message(1, room)), ID)).isEqualTo(2);
        assertThat(all(next(connection), PUSH, 5)).as("its own join").hasSize(1);
        return connection;
    }

    @Test
    void aClientAsksForProtobufInThreeWays(TestClient client) {
        TestConnection connection = open(client);
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
        assertThat(text(ask(open(client), ID, 1, 4, connect), 5, 5))
                .isEqualTo("[\"swift\",\"1.2\",\"v\",\"{\\\"a\\\":1}\"]");
    }

    @Test
    void refusalsTellWhetherToTryAgain(TestClient client) {
        UnknownFieldSet expired = ask(open(client), ID, 1, 4, message(1, "old"));
        assertThat(number(expired, ERROR, 1)).isEqualTo(109);
        assertThat(text(expired, ERROR, 2)).isEqualTo("token expired");
        assertThat(number(expired, ERROR, 3)).as("temporary").isZero();
        TestConnection denied = open(client);
        denied.sendBinary(frame(message(ID, 1, 4, message(1, "bad"))));
        assertThat(denied.closeFrame()).isEqualTo(new CloseFrame(3500, "invalid token"));
    }

    @Test
    void aTokenIsRenewedOnTheLiveConnection(TestClient client) {
        TestConnection connection = open(client);
        UnknownFieldSet answer = ask(connection, ID, 1, 4, message(1, "short"));
        assertThat(number(answer, 5, 3)).as("expires").isEqualTo(1);
        assertThat(number(answer, 5, 4)).as("ttl").isBetween(50L, 60L);
        answer = ask(connection, ID, 2, 14, message(1, "short"));
        assertThat(number(answer, 14, 3)).as("expires").isEqualTo(1);
        assertThat(number(answer, 14, 4)).as("ttl").isBetween(50L, 60L);
    }

    @Test
    void roomsOfTheAnswerAreKeptByTheirNames(TestClient client) {
        TestConnection connection = open(client);
        UnknownFieldSet answer = ask(connection, ID, 1, 4, message(1, "rooms"));
        assertThat(text(answer, 5, 5)).isEqualTo("{\"title\":\"hello\"}");
        assertThat(all(answer, 5, 6)).hasSize(2);
        assertThat(text(answer, 5, 6, 1)).isEqualTo("news");
        assertThat(all(answer, 5, 6, 2).get(0).size()).isZero();
    }

    @Test
    void aRoomOfTheAnswerIsRecovered(TestClient client) {
        TestConnection connection = open(client);
        List<ByteString> rooms = all(ask(connection, ID, 1, 4, message(1, "rooms")), 5, 6);
        String epoch = text(message(1, rooms.get(1).toByteArray()), 1, 2, 6);
        long top = number(message(1, rooms.get(1).toByteArray()), 1, 2, 9);
        connection.close();
        manager.room("log:news").broadcastText("1");
        UnknownFieldSet since = message(1, "log:news", 2, message(1, "log:news", 3, true, 6, epoch, 7, top, 10, true));
        UnknownFieldSet answer = ask(open(client), ID, 1, 4, message(1, "rooms", 3, since));
        UnknownFieldSet found = message(1, all(answer, 5, 6).get(1).toByteArray());
        assertThat(number(found, 1, 2, 8)).as("recovered").isEqualTo(1);
        assertThat(text(found, 1, 2, 7, 4)).isEqualTo("1");
        assertThat(number(found, 1, 2, 7, 6)).isEqualTo(top + 1);
    }

    @Test
    void aPublicationReachesItsSenderBeforeTheAnswer(TestClient client) {
        TestConnection connection = subscribed(client);
        String json = "{\n  \"a\": 1.0\n}";
        UnknownFieldSet push = ask(connection, ID, 3, 7, message(1, room, 2, json));
        assertThat(text(push, PUSH, 2)).isEqualTo(room);
        assertThat(text(push, PUSH, 4, 4)).as("the bytes as they came").isEqualTo(json);
        assertThat(text(push, PUSH, 4, 5, 1)).isEqualTo("ann");
        assertThat(text(push, PUSH, 4, 5, 2)).isNotEmpty();
        assertThat(text(push, PUSH, 4, 5, 3)).isEqualTo("{\"color\":1}");
        assertThat(number(push, PUSH, 4, 6)).as("offset").isEqualTo(1);
        assertThat(text(push, PUSH, 4, 14)).as("epoch").isNotEmpty();
        UnknownFieldSet answer = next(connection);
        assertThat(number(answer, ID)).isEqualTo(3);
        assertThat(all(answer, 8)).hasSize(1);
    }

    @Test
    void aClientRecoversWhatItHasMissed(TestClient client) {
        TestConnection connection = connected(client);
        UnknownFieldSet first = ask(connection, ID, 2, 5, message(1, room));
        String epoch = text(first, 6, 6);
        assertThat(number(first, 6, 3)).as("recoverable").isEqualTo(1);
        assertThat(number(first, 6, 10)).as("positioned").isEqualTo(1);
        connection.close();
        for (int i = 1; i <= 3; i++) {
            manager.room(room).broadcastText("{\"n\":" + i + "}");
        }
        UnknownFieldSet again = ask(
                connected(client), ID, 2, 5, message(1, room, 3, true, 6, epoch, 7, 1, 9, true, 10, true, 11, true));
        assertThat(number(again, 6, 12)).as("was_recovering").isEqualTo(1);
        assertThat(number(again, 6, 8)).as("recovered").isEqualTo(1);
        assertThat(number(again, 6, 9)).as("offset").isEqualTo(1);
        assertThat(all(again, 6, 7)).hasSize(2);
        assertThat(text(again, 6, 7, 4)).isEqualTo("{\"n\":2}");

        UnknownFieldSet refused = ask(connected(client), ID, 2, 5, message(1, room, 3, true, 6, "other", 7, 1, 14, 2));
        assertThat(number(refused, ERROR, 1)).isEqualTo(112);
    }

    @Test
    void nothingCannotBePublished(TestClient client) {
        for (UnknownFieldSet publish :
                List.of(message(1, room), message(1, room, 2, ""), message(1, room, 2, "null"))) {
            TestConnection connection = subscribed(client);
            connection.sendBinary(frame(message(ID, 3, 7, publish)));
            assertThat(connection.closeCode()).isEqualTo(3501);
        }
    }

    @Test
    void aClientThatHasSeenNothingRecoversEverything(TestClient client) {
        manager.room(room).broadcastText("1");
        UnknownFieldSet answer = ask(connected(client), ID, 2, 5, message(1, room, 3, true));
        assertThat(number(answer, 6, 8)).as("recovered").isEqualTo(1);
        assertThat(text(answer, 6, 7, 4)).isEqualTo("1");
    }

    @Test
    void historyAndMembersAreListed(TestClient client) {
        TestConnection connection = subscribed(client);
        for (int i = 1; i <= 3; i++) {
            manager.room(room).broadcastText(Integer.toString(i));
            next(connection);
        }
        UnknownFieldSet answer = ask(connection, ID, 3, 10, message(1, room, 7, -1));
        assertThat(all(answer, 11, 1)).hasSize(3);
        String epoch = text(answer, 11, 2);
        assertThat(number(answer, 11, 3)).isEqualTo(3);
        answer = ask(connection, ID, 4, 10, message(1, room, 7, 1, 8, message(1, 1, 2, epoch)));
        assertThat(text(answer, 11, 1, 4)).isEqualTo("2");
        answer = ask(connection, ID, 5, 10, message(1, room, 7, 1, 9, true));
        assertThat(text(answer, 11, 1, 4)).isEqualTo("3");
        answer = ask(connection, ID, 6, 10, message(1, room, 7, 1, 8, message(1, 1, 2, "other")));
        assertThat(number(answer, ERROR, 1)).isEqualTo(112);

        answer = ask(connection, ID, 7, 8, message(1, room));
        assertThat(text(answer, 9, 1, 1)).isEqualTo(text(answer, 9, 1, 2, 2)).isNotEmpty();
        assertThat(text(answer, 9, 1, 2, 1)).isEqualTo("ann");
        answer = ask(connection, ID, 8, 9, message(1, room));
        assertThat(number(answer, 10, 1)).isEqualTo(1);
        assertThat(number(answer, 10, 2)).isEqualTo(1);
    }

    @Test
    void joinsAndLeavesArePushed(TestClient client) {
        TestConnection connection = subscribed(client);
        TestConnection other = subscribed(client);
        assertThat(text(next(connection), PUSH, 5, 1, 1)).isEqualTo("ann");
        assertThat(all(ask(other, ID, 3, 6, message(1, room)), 7)).hasSize(1);
        assertThat(text(next(connection), PUSH, 6, 1, 1)).isEqualTo("ann");
    }

    @Test
    void whatTheApplicationDoesWithRoomsIsPushed(TestClient client) {
        TestConnection connection = open(client);
        ask(connection, ID, 1, 4, message(1, "eve"));
        manager.userConnections("eve").iterator().next().joinRoom("given");
        UnknownFieldSet push = next(connection);
        assertThat(text(push, PUSH, 2)).isEqualTo("given");
        assertThat(all(push, PUSH, 9)).hasSize(1);
        manager.userConnections("eve").iterator().next().leaveRoom("given");
        push = next(connection);
        assertThat(number(push, PUSH, 7, 2)).isEqualTo(2000);
        assertThat(text(push, PUSH, 7, 3)).isEqualTo("server unsubscribe");
    }

    @Test
    void aCallIsAnswered(TestClient client) {
        TestConnection connection = connected(client);
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
        TestConnection connection = connected(client);
        connection.sendBinary(frame(message(12, message(1, "[1,\n2]"))));
        assertThat(text(next(connection), PUSH, 8, 1)).isEqualTo("[1,\n2]");
        connection.sendBinary(frame(message(12, message(1, new byte[] {1, -1}))));
        assertThat(all(next(connection), PUSH, 8, 1).get(0).toByteArray()).containsExactly(1, -1);
        connection.sendBinary(frame(message(12, message())));
        assertThat(all(next(connection), PUSH, 8)).hasSize(1);
    }

    @Test
    void bytesThatAreNotJsonReachEachMemberInItsForm(TestClient client) {
        TestConnection phone = connected(client);
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
        TestConnection phone = connected(client);
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
        TestConnection connection = open(client);
        connection.sendBinary(frame(
                message(ID, 1, 4, message(1, "ann")),
                message(ID, 2, 5, message(1, "a")),
                message(ID, 3, 5, message(1, "secret"))));
        assertThat(text(next(connection), 5, 1)).isNotEmpty();
        assertThat(all(next(connection), 6)).hasSize(1);
        assertThat(number(next(connection), ERROR, 1)).isEqualTo(103);
    }

    @Test
    void unknownFieldsAreSkipped(TestClient client) {
        TestConnection connection = open(client);
        UnknownFieldSet extra = message(1, "x", 2, 5);
        UnknownFieldSet connect = message(1, "ann", 7, 3, 8, "dict", 100, extra, 101, 5);
        assertThat(text(ask(connection, ID, 1, 4, connect, 99, extra, 1000, 1L << 60), 5, 1))
                .isNotEmpty();
    }
}
