package io.tideway.ws.tyrus;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.Connection;
import io.tideway.ws.Message;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import io.tideway.ws.rawclient.Frame;
import io.tideway.ws.rawclient.RawClient;
import java.time.Duration;
import java.util.Arrays;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("alone")
class SlowFrameTest {
    private static final int PING = 9;

    @WebSocketEndpoint(value = "/echo", heartbeatInterval = "200ms", heartbeatTimeout = "500ms")
    public static class Echo implements WebSocketHandler {
        @Override
        public void onMessage(Connection connection, Message message) {
            connection.send(message);
        }
    }

    @Test
    void aFrameThatTakesLongerThanTheHeartbeatTimeoutIsTakenWhileItsBytesArrive() throws Exception {
        String text = "slowly";
        byte[] frame = Frame.text(text);
        try (TidewayServer server =
                        TidewayServer.builder().port(0).beans(Echo.class).start();
                RawClient client = RawClient.upgraded(server.port(), "/echo")) {
            for (int i = 0; i < frame.length; i++) {
                Awaitility.await().pollDelay(Duration.ofMillis(150)).until(() -> true);
                client.send(Arrays.copyOfRange(frame, i, i + 1));
            }
            Frame answer = client.frame();
            while (answer.opcode() == PING) {
                answer = client.frame();
            }
            assertThat(answer.text()).isEqualTo(text);
        }
    }
}
