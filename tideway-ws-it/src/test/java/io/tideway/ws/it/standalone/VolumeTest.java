package io.tideway.ws.it.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.BroadcastResult;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.it.ManyClients;
import io.tideway.ws.it.contract.app.RecordingEchoEndpoint;
import io.tideway.ws.tyrus.TidewayServer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Shows that broadcasts at the pace of their connections lose no message. */
@Tag("alone")
class VolumeTest extends StandaloneTest {
    private static final int CONNECTIONS = 1000;
    private static final int BROADCASTS = 1000;
    private static final int BETWEEN_FLUSHES = 100;

    @WebSocketEndpoint("/volume")
    static class Listeners extends RecordingEchoEndpoint {}

    @Test
    void aThousandConnectionsEachGetAThousandBroadcastsInOrder(TidewayServer server) throws Exception {
        try (ManyClients clients = ManyClients.connect(CONNECTIONS, server.port(), "/volume")) {
            eventually(() -> assertThat(manager.connectionCount()).isEqualTo(CONNECTIONS));
            for (int i = 0; i < BROADCASTS; i++) {
                BroadcastResult result = manager.broadcastText(String.valueOf(i));
                assertThat(result.queued()).isEqualTo(CONNECTIONS);
                assertThat(result.isComplete()).isTrue();
                if (i % BETWEEN_FLUSHES == BETWEEN_FLUSHES - 1) {
                    manager.flushed().toCompletableFuture().get(30, TimeUnit.SECONDS);
                }
            }
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(clients.received()).isEqualTo((long) CONNECTIONS * BROADCASTS));
            assertThat(manager.metrics().messagesDropped()).isZero();
            assertThat(manager.metrics().overflows()).isZero();
            assertThat(manager.totalBroadcasts()).isEqualTo(BROADCASTS);
        }
    }
}
