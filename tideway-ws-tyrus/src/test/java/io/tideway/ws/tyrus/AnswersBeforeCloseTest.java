package io.tideway.ws.tyrus;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.Connection;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import io.tideway.ws.rawclient.Frame;
import io.tideway.ws.rawclient.RawClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Sends messages together with what ends the connection: the answers leave before the close frame. */
class AnswersBeforeCloseTest {
    private static final int ROUNDS = 20;

    private static TidewayServer server;

    @WebSocketEndpoint("/echo")
    public static class Echo implements WebSocketHandler {
        @Override
        public void onText(Connection connection, String text) {
            connection.sendText(text);
        }
    }

    @BeforeAll
    static void start() {
        server = TidewayServer.builder().port(0).beans(Echo.class).start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static void answersBefore(byte[] end, int code) throws IOException {
        ByteArrayOutputStream together = new ByteArrayOutputStream();
        together.write(Frame.text("one"));
        together.write(Frame.text("two"));
        together.write(end);
        for (int i = 0; i < ROUNDS; i++) {
            try (RawClient client = RawClient.upgraded(server.port(), "/echo")) {
                client.send(together.toByteArray());
                assertThat(client.frame().text()).isEqualTo("one");
                assertThat(client.frame().text()).isEqualTo("two");
                assertThat(client.frame().closeCode()).isEqualTo(code);
            }
        }
    }

    @Test
    void answersLeaveBeforeThatToACloseFrame() throws IOException {
        answersBefore(Frame.close(1000), 1000);
    }

    @Test
    void answersLeaveBeforeTheCloseForAFrameThatIsRefused() throws IOException {
        answersBefore(Frame.unmasked(Frame.TEXT, new byte[] {'x'}), 1002);
    }

    @Test
    void answersLeaveBeforeTheEndOfAClientThatHasEndedItsSide() throws IOException {
        for (int i = 0; i < ROUNDS; i++) {
            try (RawClient client = RawClient.upgraded(server.port(), "/echo")) {
                client.send(Frame.text("one"));
                client.finish();
                assertThat(client.frame().text()).isEqualTo("one");
            }
        }
    }
}
