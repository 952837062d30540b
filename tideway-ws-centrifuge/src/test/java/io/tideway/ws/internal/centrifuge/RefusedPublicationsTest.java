package io.tideway.ws.internal.centrifuge;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.Connection;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.junit.TestClient;
import io.tideway.ws.junit.TestConnection;
import io.tideway.ws.realtime.Authentication;
import io.tideway.ws.realtime.Credentials;
import io.tideway.ws.realtime.PublishDecision;
import io.tideway.ws.realtime.PublishRequest;
import io.tideway.ws.realtime.RealtimeHandler;
import io.tideway.ws.tyrus.TidewayServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows what a client is told whose publication the broker refuses. */
class RefusedPublicationsTest {
    @WebSocketEndpoint("/refused")
    public static class Refused implements RealtimeHandler {
        @Override
        public Authentication onAuthenticate(Connection connection, Credentials given) {
            return Authentication.anonymous();
        }

        @Override
        public PublishDecision onPublish(Connection connection, PublishRequest publish) {
            return PublishDecision.allow();
        }
    }

    @BeforeEach
    void refuse() {
        System.setProperty(RefusingBroker.KEY, "true");
    }

    @AfterEach
    void clear() {
        System.clearProperty(RefusingBroker.KEY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"log:refused", "without-log"})
    void aPublicationThatTheBrokerRefusesIsATemporaryError(String room) {
        try (TidewayServer server = TidewayServer.builder()
                        .port(0)
                        .beans(Refused.class, RememberingRooms.class)
                        .start();
                TestClient client = TestClient.to(server)) {
            TestConnection connection = client.connect("/refused");
            connection.ask("{\"id\":1,\"connect\":{}}");
            assertThat(connection.ask("{\"id\":2,\"publish\":{\"channel\":\"" + room + "\",\"data\":1}}"))
                    .isEqualTo("{\"id\":2,\"error\":{\"code\":100,\"message\":\"internal server error\","
                            + "\"temporary\":true}}");
        }
    }
}
