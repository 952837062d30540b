package io.tideway.ws.it.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.examples.board.BoardHandler;
import io.tideway.ws.examples.rooms.ExampleRooms;
import io.tideway.ws.it.python.Program;
import io.tideway.ws.it.python.Program.Outcome;
import io.tideway.ws.it.python.VirtualEnvironment;
import io.tideway.ws.tyrus.TidewayServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Runs the Python client of the Centrifuge protocol. */
class PythonClientTest {
    private static final Path PROGRAMS = Path.of("src", "test", "python");
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @Test
    void theClientJoinsPublishesCallsAndFetchesTokens() throws IOException {
        VirtualEnvironment python =
                VirtualEnvironment.required(Path.of("target", "centrifuge-python"), PROGRAMS.resolve("centrifuge.txt"));
        try (TidewayServer server = TidewayServer.builder()
                .port(0)
                .beans(BoardHandler.class, AllFeaturesEndpoint.class, ExampleRooms.class)
                .start()) {
            Outcome outcome = Program.of(
                            PATIENCE,
                            python.program("python"),
                            PROGRAMS.resolve("realtime_client.py").toString(),
                            server.uri("/realtime").toString(),
                            server.uri("/all-features").toString())
                    .run();
            assertThat(outcome.succeeded()).as(outcome.output()).isTrue();
            assertThat(outcome.output()).contains("ok    ");
        }
    }
}
