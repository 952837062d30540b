package io.tideway.ws.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.Connection;
import io.tideway.ws.Message;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import io.tideway.ws.tyrus.TidewayServer;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TidewayExtensionTest {

    @RegisterExtension
    static final TidewayExtension TIDEWAY = TidewayExtension.of(
            TidewayServer.builder().port(0).contextPath("/app").discovery(false).beans(Upper.class));

    @WebSocketEndpoint("/upper")
    public static class Upper implements WebSocketHandler {
        @Override
        public void onMessage(Connection connection, Message message) {
            connection.sendText(((Message.Text) message).text().toUpperCase());
        }
    }

    @Test
    void aServerMayBeDescribedInFull(TestClient client, URI uri) {
        assertThat(uri).hasPath("/app/");
        TestConnection connection = client.connect("/upper");
        connection.send("x");
        assertThat(connection.nextText()).isEqualTo("X");
    }
}
