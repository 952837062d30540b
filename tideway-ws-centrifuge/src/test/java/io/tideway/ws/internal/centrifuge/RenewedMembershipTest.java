package io.tideway.ws.internal.centrifuge;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.CloseFrame;
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
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows what a client that renews its membership of a room gets. */
@TidewayTest
class RenewedMembershipTest {
    @Inject
    ConnectionManager manager;

    @WebSocketEndpoint("/renewed")
    public static class Renewed implements RealtimeHandler {
        @Override
        public Authentication onAuthenticate(Connection connection, Credentials given) {
            return Authentication.of("ann");
        }

        @Override
        public JoinDecision onJoin(Connection connection, JoinRequest join) {
            return JoinDecision.allow();
        }

        @Override
        public JoinDecision onJoinRefresh(Connection connection, JoinRequest join) {
            return switch (join.token().orElse("")) {
                case "" -> JoinDecision.deny();
                case "old" -> JoinDecision.expired();
                case "older" -> new JoinDecision.Denied(109, "older than allowed");
                default -> throw new IllegalStateException("the directory is down");
            };
        }
    }

    @WebSocketEndpoint("/roles")
    public static class Roles implements RealtimeHandler {
        @Override
        public Authentication onAuthenticate(Connection connection, Credentials given) {
            return Authentication.of("ann").rooms("staff");
        }

        @RolesAllowed("admin")
        @Override
        public JoinDecision onJoin(Connection connection, JoinRequest join) {
            return JoinDecision.allow().publish();
        }
    }

    private static TestConnection connected(TestClient client, String path) {
        TestConnection connection = client.connect(path);
        assertThat(connection.ask("{\"id\":1,\"connect\":{}}")).startsWith("{\"id\":1,\"connect\":{\"client\":\"");
        return connection;
    }

    @Test
    void aRenewalThatFailsLeavesTheMembershipAsItIs(TestClient client) {
        TestConnection connection = connected(client, "/renewed");
        connection.ask("{\"id\":2,\"subscribe\":{\"channel\":\"renewed\"}}");
        assertThat(connection.ask("{\"id\":3,\"sub_refresh\":{\"channel\":\"renewed\",\"token\":\"x\"}}"))
                .contains("\"code\":100");
        manager.room("renewed").broadcastText("1");
        assertThat(connection.nextText()).contains("\"data\":1");

        assertThat(connection.ask("{\"id\":4,\"sub_refresh\":{\"channel\":\"renewed\"}}"))
                .contains("\"code\":103");
        assertThat(manager.roomMembers("renewed")).isEmpty();
    }

    /** After an error clients would leave the room permanently. */
    @ParameterizedTest
    @ValueSource(strings = {"old", "older"})
    void anOutdatedTokenHasTheClientComeBackWithANewOne(String token, TestClient client) {
        TestConnection connection = connected(client, "/renewed");
        connection.ask("{\"id\":2,\"subscribe\":{\"channel\":\"outdated\"}}");
        connection.send("{\"id\":3,\"sub_refresh\":{\"channel\":\"outdated\",\"token\":\"" + token + "\"}}");
        assertThat(connection.closeFrame()).isEqualTo(new CloseFrame(3006, "subscription expired"));
    }

    @Test
    void aRenewalAsksForTheRolesOfTheJoin(TestClient client) {
        TestConnection connection = connected(client, "/roles");
        assertThat(connection.ask("{\"id\":2,\"sub_refresh\":{\"channel\":\"staff\"}}"))
                .contains("\"code\":103");
        assertThat(connection.ask("{\"id\":3,\"publish\":{\"channel\":\"staff\",\"data\":1}}"))
                .contains("\"code\":103");
    }
}
