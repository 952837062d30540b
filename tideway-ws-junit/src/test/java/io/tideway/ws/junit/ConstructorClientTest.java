package io.tideway.ws.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.ConnectionManager;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import jakarta.inject.Inject;
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
        assertThat(manager.connectionCount()).isEqualTo(1);
    }

    @Nested
    class NestedTests {

        NestedTests(TestClient client) {
            client.connect("/quiet");
        }

        @RepeatedTest(2)
        void connectionsOfEachConstructorEndWithTheTest() {
            assertThat(manager.connectionCount()).isEqualTo(2);
        }
    }
}
