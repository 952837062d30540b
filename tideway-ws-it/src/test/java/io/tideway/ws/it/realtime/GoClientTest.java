package io.tideway.ws.it.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.examples.rooms.ExampleRooms;
import io.tideway.ws.it.go.GoProgram;
import io.tideway.ws.it.python.Program;
import io.tideway.ws.it.python.Program.Outcome;
import io.tideway.ws.tyrus.TidewayServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Runs the Go client of the Centrifuge protocol in both of its forms. */
class GoClientTest {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @Test
    void theClientSubscribesCallsAndRecoversInBothForms() throws IOException {
        GoProgram client = GoProgram.required(Path.of("src", "test", "go"), Path.of("target", "realtime-client"));
        try (TidewayServer server = TidewayServer.builder()
                .port(0)
                .beans(AllFeaturesEndpoint.class, ExampleRooms.class)
                .start()) {
            Outcome outcome = Program.of(
                            PATIENCE, client.path(), server.uri("/all-features").toString())
                    .run();
            assertThat(outcome.succeeded()).as(outcome.output()).isTrue();
            assertThat(outcome.output()).contains("ok    json ", "ok    protobuf ");
        }
    }
}
