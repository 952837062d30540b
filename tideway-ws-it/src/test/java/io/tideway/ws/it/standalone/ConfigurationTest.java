package io.tideway.ws.it.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tideway.ws.EndpointOptions;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.it.contract.app.Journal;
import io.tideway.ws.it.contract.app.RecordingEchoEndpoint;
import io.tideway.ws.junit.TestClient;
import io.tideway.ws.junit.TestConnection;
import io.tideway.ws.tyrus.TidewayServer;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Shows on a running server which of several values of one option applies. */
class ConfigurationTest {

    @WebSocketEndpoint("/plain")
    static class Plain extends RecordingEchoEndpoint {}

    @WebSocketEndpoint(value = "/annotated", maxMessageBytes = 30)
    static class Annotated extends RecordingEchoEndpoint {}

    @Dependent
    static class Options {
        @Produces
        EndpointOptions options() {
            return EndpointOptions.builder().maxMessageBytes(20).build();
        }
    }

    private final List<String> set = new ArrayList<>();

    private void set(String key, String value) {
        set.add(key);
        System.setProperty(key, value);
    }

    @AfterEach
    void unset() {
        set.forEach(System::clearProperty);
    }

    private static TidewayServer start() {
        return TidewayServer.builder()
                .port(0)
                .discovery(false)
                .beans(Plain.class, Annotated.class, Options.class, Journal.class)
                .start();
    }

    private static void assertLimit(TidewayServer server, String path, int limit) {
        try (TestClient client = TestClient.to(server)) {
            TestConnection connection = client.connect(path);
            assertThat(connection.ask("x".repeat(limit))).hasSize(limit);
            connection.send("x".repeat(limit + 1));
            assertThat(connection.closeCode()).isEqualTo(1009);
        }
    }

    @Test
    void theAnnotationOverridesWhatIsProduced() {
        try (TidewayServer server = start()) {
            assertLimit(server, "/plain", 20);
            assertLimit(server, "/annotated", 30);
        }
    }

    @Test
    void configurationOverridesBothAndThatForOnePathTheOther() {
        set("tideway.ws.max-message-bytes", "40");
        set("tideway.ws.\"/annotated\".max-message-bytes", "50");
        try (TidewayServer server = start()) {
            assertLimit(server, "/plain", 40);
            assertLimit(server, "/annotated", 50);
        }
    }

    @Test
    void everyInvalidValueFailsTheStartAndIsNamed() {
        set("tideway.ws.max-message-bytes", "0");
        set("tideway.ws.send-timeout", "soon");
        set("tideway.ws.no-such-option", "1");
        assertThatThrownBy(ConfigurationTest::start)
                .hasMessageContaining("max-message-bytes must be at least 1, but was 0")
                .hasMessageContaining("send-timeout")
                .hasMessageContaining("no-such-option");
    }
}
