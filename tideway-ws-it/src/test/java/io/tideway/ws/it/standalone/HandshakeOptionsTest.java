package io.tideway.ws.it.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.it.contract.app.RecordingEchoEndpoint;
import io.tideway.ws.junit.TestConnection;
import io.tideway.ws.rawclient.RawClient;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Shows the effect of the options that decide on an upgrade. */
class HandshakeOptionsTest extends StandaloneTest {
    private static final String DEFLATE = "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits";

    @WebSocketEndpoint(value = "/two", maxConnections = 2)
    static class Two extends RecordingEchoEndpoint {}

    @WebSocketEndpoint(value = "/three", maxConnections = 3)
    static class Three extends RecordingEchoEndpoint {}

    @WebSocketEndpoint(value = "/anyone", maxConnections = 10, allowedOrigins = "*")
    static class Anyone extends RecordingEchoEndpoint {}

    @Test
    void theConnectionLimitIsEachEndpointsOwn() throws IOException {
        long refused = manager.metrics().upgradesRefused();
        application.connect("/two");
        application.connect("/two");
        assertThat(application.handshake("/two").answer().status()).isEqualTo(503);
        assertThat(application.connect("/three").ask("hello")).isEqualTo("hello");
        assertThat(manager.metrics().upgradesRefused()).isEqualTo(refused + 1);
        eventually(() -> assertThat(manager.connectionCount()).isEqualTo(3));
    }

    @Test
    void theManagerKnowsTheSumOfTheLimits() {
        assertThat(manager.maxConnections()).isEqualTo(2 + 3 + 10);
    }

    @Test
    void refusalsTakeNoSlot() throws IOException {
        for (int i = 0; i < 5; i++) {
            assertThat(application
                            .handshake("/two", "Origin: http://evil.example")
                            .answer()
                            .status())
                    .isEqualTo(403);
        }
        assertThat(application.connect("/two").ask("one")).isEqualTo("one");
        assertThat(application.connect("/two").ask("two")).isEqualTo("two");
    }

    @Test
    void anAbortedHandshakeFreesItsSlot() throws IOException {
        for (int i = 0; i < 5; i++) {
            RawClient client = application.handshake("/two");
            client.reset();
        }
        eventually(() -> {
            try (TestConnection client = application.connect("/two")) {
                assertThat(client.ask("in")).isEqualTo("in");
            }
        });
    }

    @Test
    void aStarAcceptsEveryOrigin() throws IOException {
        for (String origin : new String[] {"http://evil.example", "null", "file://"}) {
            assertThat(application
                            .handshake("/anyone", "Origin: " + origin)
                            .answer()
                            .status())
                    .as(origin)
                    .isEqualTo(101);
        }
    }
}
