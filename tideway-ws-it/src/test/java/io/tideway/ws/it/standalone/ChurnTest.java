package io.tideway.ws.it.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Connection;
import io.tideway.ws.ConnectionMetrics;
import io.tideway.ws.Message;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import io.tideway.ws.rawclient.Frame;
import io.tideway.ws.rawclient.RawClient;
import io.tideway.ws.tyrus.TidewayServer;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Connects and disconnects clients in every way, and shows that nothing is left of them. */
@Tag("alone")
@Tag("long")
class ChurnTest extends StandaloneTest {
    private static final int THREADS = 8;
    private static final int CONNECTIONS_EACH = 6250;

    @WebSocketEndpoint(value = "/churn", maxConnections = 500)
    static class CountingEndpoint implements WebSocketHandler {
        private final LongAdder connected = new LongAdder();
        private final LongAdder disconnected = new LongAdder();

        @Override
        public void onConnect(Connection connection) {
            connected.increment();
            connection.joinRoom("everyone");
            connection.joinRoom("room " + connection.id());
            connection.setUserId("user " + connection.id().charAt(0));
        }

        @Override
        public void onMessage(Connection connection, Message message) {
            connection.send(message);
        }

        @Override
        public void onDisconnect(Connection connection, CloseFrame reason) {
            disconnected.increment();
        }

        long connected() {
            return connected.sum();
        }

        long disconnected() {
            return disconnected.sum();
        }
    }

    @Inject
    CountingEndpoint handler;

    @Test
    void connectsDisconnectsAndRefusalsLeaveNothingBehind(TidewayServer server) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<Integer>> clients = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                Random random = new Random(i);
                clients.add(() -> connectAndLeave(server, random));
            }
            int admitted = 0;
            for (Future<Integer> client : threads.invokeAll(clients, 120, TimeUnit.SECONDS)) {
                admitted += client.get();
            }
            assertThat(admitted).isGreaterThan(THREADS * CONNECTIONS_EACH / 2);
        } finally {
            threads.shutdownNow();
        }
        eventually(() -> {
            ConnectionMetrics metrics = manager.metrics();
            assertThat(metrics.connections()).isZero();
            assertThat(metrics.rooms()).isZero();
            assertThat(metrics.users()).isZero();
            assertThat(metrics.queuedMessages()).isZero();
            assertThat(metrics.queuedBytes()).isZero();
            assertThat(handler.disconnected()).isEqualTo(handler.connected());
        });
        assertThat(manager.connections()).isEmpty();
        assertThat(manager.rooms()).isEmpty();
        assertThat(manager.roomMembers("everyone")).isEmpty();
    }

    private static int connectAndLeave(TidewayServer server, Random random) throws IOException {
        int admitted = 0;
        for (int i = 0; i < CONNECTIONS_EACH; i++) {
            boolean foreign = random.nextInt(10) == 0;
            try (RawClient client = RawClient.connectWithSmallWindow("127.0.0.1", server.port())) {
                String[] headers = foreign ? new String[] {"Origin: http://evil.example"} : new String[0];
                client.send(RawClient.handshakeTo("127.0.0.1:" + server.port(), "/churn", headers));
                int status = client.answer().status();
                assertThat(status).isIn(foreign ? List.of(403) : List.of(101, 503));
                if (status == 101) {
                    admitted++;
                    leave(client, random.nextInt(6));
                }
            }
        }
        return admitted;
    }

    private static void leave(RawClient client, int way) throws IOException {
        switch (way) {
            case 0 -> {
                client.send(Frame.text("hello"));
                assertThat(client.dataFrame().text()).isEqualTo("hello");
                client.send(Frame.close(1000));
                client.closeFrame();
            }
            case 1 -> client.reset();
            case 2 -> client.finish();
            case 3 -> client.send(Frame.close(1001));
            case 4 -> client.send(Frame.unmasked(Frame.TEXT, new byte[] {'x'}));
            default -> client.send(new byte[] {(byte) 0x81, (byte) 0x85, 1});
        }
    }
}
