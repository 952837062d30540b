package io.tideway.ws.tyrus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import io.tideway.ws.fixtures.LogLines;
import io.tideway.ws.rawclient.RawClient;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sends queries that {@link URI} rejects to the standalone server, and reads the whole log of its life. */
class MalformedQueryLogsTest {
    private static final String SECRET = "a-token-of-the-client";

    @WebSocketEndpoint("/ws")
    static class Endpoint implements WebSocketHandler {}

    private final LogLines log = LogLines.ofAll(Level.ALL);

    @AfterEach
    void end() {
        log.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{a}", "a|b", "a^b", "a`b", "100%", "%zz", "<a>", "\"a\"", "a\\b"})
    void aQueryThatJavaRejectsLeavesNeitherAStackTraceNorTheTargetInTheLog(String odd) throws IOException {
        String target = "/ws?token=" + SECRET + odd;
        assertThatThrownBy(() -> new URI(target)).isInstanceOf(URISyntaxException.class);
        try (TidewayServer server =
                        TidewayServer.builder().port(0).beans(Endpoint.class).start();
                RawClient client = RawClient.connect(server.port())) {
            client.send(RawClient.handshake(target));
            assertThat(client.answer().status()).isIn(101, 400);
        }
        assertThat(log.records())
                .as("the log is captured")
                .anySatisfy(line -> assertThat(text(line)).contains("TIDEWAY-331"));
        assertThat(log.records())
                .allSatisfy(line -> assertThat(line.getThrown()).isNull())
                .allSatisfy(
                        line -> assertThat(text(line)).doesNotContain(SECRET).doesNotContain("\tat "));
    }

    private static String text(LogRecord line) {
        return new SimpleFormatter().formatMessage(line);
    }
}
