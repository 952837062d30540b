package io.tideway.ws.tyrus;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.Connection;
import io.tideway.ws.ConnectionManager;
import io.tideway.ws.OverflowPolicy;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import io.tideway.ws.rawclient.Frame;
import io.tideway.ws.rawclient.RawClient;
import jakarta.inject.Inject;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers one message with more than the outbound queue holds, which a client that reads gets all the same. */
class ManyAnswersTest {
    private static final int ANSWERS = 200;
    private static final int ROUNDS = 5;

    private static TidewayServer server;

    @WebSocketEndpoint(value = "/close", outboundQueueMessages = 50)
    public static class Closing implements WebSocketHandler {
        @Inject
        ConnectionManager manager;

        @Override
        public void onConnect(Connection connection) {
            connection.joinRoom("room of " + connection.id());
        }

        @Override
        public void onText(Connection connection, String text) {
            for (int i = 0; i < ANSWERS; i++) {
                if (text.equals("sends") || i % 20 == 0) {
                    connection.sendText("" + i);
                } else {
                    manager.room("room of " + connection.id()).broadcastText("" + i);
                }
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
    @CsvSource({
        "/close, sends", "/close, sends and broadcasts",
        "/oldest, sends", "/oldest, sends and broadcasts",
        "/newest, sends", "/newest, sends and broadcasts"
    })
    void theClientGetsEveryAnswerInOrder(String path, String how) throws IOException {
        for (int round = 0; round < ROUNDS; round++) {
            try (RawClient client = RawClient.connect(server.port())) {
                client.send(RawClient.handshake(path));
                assertThat(client.answer().status()).isEqualTo(101);
                client.send(Frame.text(how));
                for (int i = 0; i < ANSWERS; i++) {
                    assertThat(client.frame().text()).isEqualTo("" + i);
                }
            }
        }
    }
}
