package io.tideway.ws.internal.centrifuge;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.Connection;
import io.tideway.ws.RoomOptions;
import io.tideway.ws.RoomPolicy;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.junit.TestClient;
import io.tideway.ws.junit.TestConnection;
import io.tideway.ws.junit.TidewayTest;
import io.tideway.ws.realtime.Authentication;
import io.tideway.ws.realtime.Credentials;
import io.tideway.ws.realtime.JoinDecision;
import io.tideway.ws.realtime.JoinRequest;
import io.tideway.ws.realtime.RealtimeHandler;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Shows in which order clients learn who joins and leaves. */
@TidewayTest(beans = JoinsAndLeavesTest.JoinLeavePolicy.class)
class JoinsAndLeavesTest {
    private final String id = UUID.randomUUID().toString();

    @ApplicationScoped
    public static class JoinLeavePolicy implements RoomPolicy {
        @Override
        public RoomOptions optionsOf(String name) {
            RoomOptions options = RoomOptions.none().presence().joinLeave();
            return name.startsWith("log:") ? options.history(10, Duration.ofMinutes(5)) : options;
        }
    }

    @WebSocketEndpoint("/membership")
    public static class MembershipEndpoint implements RealtimeHandler {
        @Override
        public Authentication onAuthenticate(Connection connection, Credentials given) {
            return Authentication.of(given.token().orElseThrow());
        }

        @Override
        public JoinDecision onJoin(Connection connection, JoinRequest join) {
            return JoinDecision.allow().history().presence();
        }
    }

    private static TestConnection connected(TestClient client, String user) {
        TestConnection connection = client.connect("/membership");
        connection.ask("{\"id\":1,\"connect\":{\"token\":\"" + user + "\"}}");
        return connection;
    }

    private static String subscribe(String room, String more) {
        return "{\"id\":2,\"subscribe\":{\"channel\":\"" + room + "\"" + more + "}}";
    }

    private static TestConnection member(TestClient client, String user, String room) {
        TestConnection connection = connected(client, user);
        assertThat(connection.ask(subscribe(room, ""))).startsWith("{\"id\":2,\"subscribe\":");
        assertJoined(connection, user);
        return connection;
    }

    private static void assertJoined(TestConnection member, String user) {
        assertThat(member.nextText()).contains("\"join\":{\"info\":{\"user\":\"" + user + "\"");
    }

    private void assertOrder(TestClient client, String room) {
        TestConnection ann = member(client, "ann", room);
        TestConnection bob = member(client, "bob", room);
        assertJoined(ann, "bob");
        member(client, "carol", room).close();
        for (TestConnection member : new TestConnection[] {ann, bob}) {
            assertJoined(member, "carol");
            assertThat(member.nextText()).contains("\"leave\":{\"info\":{\"user\":\"carol\"");
        }
    }

    @Test
    void whoJoinsIsToldOfItselfRightAfterTheReply(TestClient client) {
        assertOrder(client, "plain:" + id);
    }

    @Test
    void whoJoinsARoomWithALogIsToldOfItselfRightAfterTheReply(TestClient client) {
        assertOrder(client, "log:" + id);
    }

    @Test
    void aJoinThatIsRefusedForItsPositionIsNotTold(TestClient client) {
        String room = "log:" + id;
        TestConnection ann = member(client, "ann", room);
        TestConnection carol = connected(client, "carol");
        assertThat(carol.ask(subscribe(room, ",\"recover\":true,\"offset\":9,\"epoch\":\"other\",\"flag\":2")))
                .contains("\"code\":112");
        member(client, "bob", room);
        assertJoined(ann, "bob");
    }
}
