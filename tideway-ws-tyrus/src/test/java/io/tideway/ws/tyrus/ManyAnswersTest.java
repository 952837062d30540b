package io.tideway.ws.tyrus;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.Connection;
import io.tideway.ws.OverflowPolicy;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import io.tideway.ws.rawclient.Frame;
import io.tideway.ws.rawclient.RawClient;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers one message with more than the outbound queue holds, and a client that reads gets them all. */
class ManyAnswersTest {
    private static final int ANSWERS = 200;
    private static final int ROUNDS = 5;

    private static TidewayServer server;

    @WebSocketEndpoint(value = "/close", outboundQueueMessages = 50)
    public static class Closing implements WebSocketHandler {
        @Override
        public void onText(Connection connection, String text) {
            for (int i = 0; i < ANSWERS; i++) {
                connection.sendText("" + i);
            }
        }
    }

    @WebSocketEndpoint(value = "/oldest", outboundQueueMessages = 50, overflow = OverflowPolicy.DROP_OLDEST)
    public static class DroppingOldest extends Closing {}

    @WebSocketEndpoint(value = "/newest", outboundQueueMessages = 50, overflow = OverflowPolicy.DROP_NEWEST)
    public static class DroppingNewest extends Closing {}

    @BeforeAll
    static void start() {
        server = TidewayServer.builder()
                .port(0)
                .beans(Closing.class, DroppingOldest.class, DroppingNewest.class)
                .start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/close", "/oldest", "/newest"})
    void theClientGetsEveryAnswerInOrder(String path) throws IOException {
        for (int round = 0; round < ROUNDS; round++) {
            try (RawClient client = RawClient.connect(server.port())) {
                client.send(RawClient.handshake(path));
                assertThat(client.answer().status()).isEqualTo(101);
                client.send(Frame.text("how many?"));
                for (int i = 0; i < ANSWERS; i++) {
                    assertThat(client.frame().text()).isEqualTo("" + i);
                }
            }
        }
    }
}
