package io.tideway.ws.tyrus;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.Connection;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import io.tideway.ws.rawclient.Frame;
import io.tideway.ws.rawclient.RawClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Has a callback ask for a flush of what it has sent. */
class FlushInACallbackTest {
    private static final int TRIES = 20;

    @WebSocketEndpoint("/flush")
    public static class FlushingEcho implements WebSocketHandler {
        @Override
        public void onText(Connection connection, String text) {
            connection.sendText(text);
            connection.sendText(
                    "out: " + connection.flushed().toCompletableFuture().isDone());
        }
    }

    @Test
    void whatACallbackHasSentIsOutOnceItAsks() throws IOException {
        try (TidewayServer server = TidewayServer.builder()
                        .port(0)
                        .beans(FlushingEcho.class)
                        .start();
                RawClient client = RawClient.upgraded(server.port(), "/flush")) {
            List<String> answers = new ArrayList<>();
            for (int i = 0; i < TRIES; i++) {
                client.send(Frame.text("one"));
                assertThat(client.frame().text()).isEqualTo("one");
                answers.add(client.frame().text());
            }
            // Where the callback is held up, the server's watch may be writing when it asks.
            assertThat(answers).contains("out: true");
        }
    }
}
