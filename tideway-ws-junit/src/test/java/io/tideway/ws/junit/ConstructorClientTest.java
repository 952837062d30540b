package io.tideway.ws.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tideway.ws.ConnectionManager;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;

@TidewayTest
class ConstructorClientTest {

    @WebSocketEndpoint("/quiet")
    public static class QuietHandler implements WebSocketHandler {}

    @Inject
    ConnectionManager manager;

    ConstructorClientTest(TestClient client) {
        client.connect("/quiet");
    }

    @RepeatedTest(2)
    void connectionsOfAConstructorEndWithItsTest() {
        awaitConnections(1);
    }

    /** Waits until the server has noticed that the connections of the repetition before have ended. */
    private void awaitConnections(int count) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(manager.connectionCount()).isEqualTo(count));
    }

    @Nested
    class NestedTests {

        NestedTests(TestClient client) {
            client.connect("/quiet");
        }

        @RepeatedTest(2)
        void connectionsOfEachConstructorEndWithTheTest() {
            awaitConnections(2);
        }
    }
}
