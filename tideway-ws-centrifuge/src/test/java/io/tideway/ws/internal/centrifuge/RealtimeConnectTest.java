package io.tideway.ws.internal.centrifuge;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.ConnectionManager;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.junit.TestClient;
import io.tideway.ws.junit.TestConnection;
import io.tideway.ws.junit.TidewayTest;
import io.tideway.ws.tyrus.TidewayServer;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** Shows how a client connects to a realtime endpoint on the standalone server, and how long it stays. */
@TidewayTest(beans = BoardEndpoint.class)
class RealtimeConnectTest {
    @Inject
    ConnectionManager manager;

    @WebSocketEndpoint("/closed")
    public static class Closed extends AnonymousClients {}

    @Test
    void aClientConnectsAndIsKnownOnlyThen(TestClient client) {
        TestConnection connection = client.connect("/realtime");
        assertThat(manager.userConnections("dora")).isEmpty();

        connection.send("{\"id\":1,\"connect\":{\"token\":\"dora\"}}");

        assertThat(connection.nextText())
                .contains("\"ping\":30", "\"pong\":true")
                .doesNotContain("expires");
        assertThat(manager.userConnections("dora")).hasSize(1);
        assertThat(manager.connectionCount()).isPositive();
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
        TestConnection connection = BoardEndpoint.connected(client, "ann");
        connection.ask("{\"id\":2,\"rpc\":{\"method\":\"rename\",\"data\":\"renamed\"}}");
        assertThat(connection.ask("{\"id\":3,\"refresh\":{\"token\":\"ann\"}}")).isEqualTo("{\"id\":3,\"refresh\":{}}");
        assertThat(connection.ask("{\"id\":4,\"refresh\":{\"token\":\"renamed\"}}"))
                .isEqualTo("{\"id\":4,\"refresh\":{}}");
        assertThat(manager.userConnections("renamed")).hasSize(1);
    }

    @Test
    void aStopTellsClientsToComeBack() {
        TidewayServer server =
                TidewayServer.builder().port(0).beans(Closed.class).start();
        try (TestClient client = TestClient.to(server)) {
            TestConnection connection = client.connect("/closed");
            connection.ask("{\"id\":1,\"connect\":{}}");
            server.close();
            assertThat(connection.closeCode()).isEqualTo(3001);
        }
    }
}
