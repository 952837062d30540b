package io.tideway.ws.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.Connection;
import io.tideway.ws.Message;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@TidewayTest
@TestInstance(Lifecycle.PER_CLASS)
class InstancePerClassTest {

    @WebSocketEndpoint("/echo")
    public static class EchoHandler implements WebSocketHandler {
        @Override
        public void onMessage(Connection connection, Message message) {
            connection.send(message);
        }
    }

    private final TestConnection connection;

    InstancePerClassTest(TestClient client) {
        connection = client.connect("/echo");
    }

    @RepeatedTest(2)
    void connectionsOfTheConstructorServeAllTests() {
        connection.send("still here");
        assertThat(connection.nextText()).isEqualTo("still here");
    }
}
