package io.tideway.ws.tyrus.internal.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.rawclient.Frame;
import io.tideway.ws.rawclient.RawClient;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FrameMemoryTest {
    private static final int CLIENTS = 500;
    private static final int MEGABYTE = 1_000_000;

    private final TestFront front = new TestFront();
    private final List<RawClient> clients = new ArrayList<>();

    @AfterEach
    void stop() {
        clients.forEach(RawClient::close);
        front.close();
    }

    @Test
    void aLargeFrameLeavesNothingOnItsConnection() throws Exception {
        front.onText = (session, text) -> session.getAsyncRemote().sendText("got " + text.length());
        front.open();
        for (int i = 0; i < CLIENTS; i++) {
            RawClient client = RawClient.upgraded(front.port(), "/ws");
            clients.add(client);
            client.send(Frame.text("x"));
            client.frame();
        }
        long before = usedHeap();
        byte[] large = Frame.text("x".repeat(60_000));
        for (RawClient client : clients) {
            client.send(large);
            assertThat(client.frame().text()).isEqualTo("got 60000");
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(usedHeap() - before).isLessThan(10 * MEGABYTE));
    }

    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
