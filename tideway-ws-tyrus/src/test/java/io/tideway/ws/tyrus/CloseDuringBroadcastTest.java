package io.tideway.ws.tyrus;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.ConnectionManager;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import io.tideway.ws.rawclient.Frame;
import io.tideway.ws.rawclient.RawClient;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class CloseDuringBroadcastTest {
    private static final int CLIENTS = 150;
    private static final int FRAMES_BEFORE_THE_CLOSE = 20;

    @WebSocketEndpoint("/news")
    public static class News implements WebSocketHandler {}

    @Test
    void theCloseFrameIsTheLastFrameThatAClientGets() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        try (TidewayServer server =
                TidewayServer.builder().port(0).beans(News.class).start()) {
            ConnectionManager manager = server.select(ConnectionManager.class);
            Thread broadcasts = new Thread(() -> {
                while (!done.get()) {
                    manager.broadcastText("news");
                    Thread.onSpinWait();
                }
            });
            broadcasts.start();
            try {
                for (int i = 0; i < CLIENTS; i++) {
                    assertThat(framesUntilTheEnd(server.port())).last().isEqualTo(Frame.CLOSE);
                }
            } finally {
                done.set(true);
                broadcasts.join();
            }
        }
    }

    /** Closes as a client in the middle of broadcasts; returns the opcodes of what still came. */
    private static List<Integer> framesUntilTheEnd(int port) throws IOException {
        List<Integer> opcodes = new ArrayList<>();
        try (RawClient client = RawClient.upgraded(port, "/news")) {
            for (int i = 0; i < FRAMES_BEFORE_THE_CLOSE; i++) {
                client.frame();
            }
            client.send(Frame.close(1000));
            while (true) {
                opcodes.add(client.frame().opcode());
            }
        } catch (EOFException fin) {
            return opcodes;
        }
    }
}
