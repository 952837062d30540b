package io.tideway.ws.tyrus.internal.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FrameMemoryTest {
    private static final int PEERS = 500;
    private static final int MEGABYTE = 1_000_000;

    private final TestFront front = new TestFront();
    private final List<RawPeer> peers = new ArrayList<>();

    @AfterEach
    void stop() {
        peers.forEach(RawPeer::close);
        front.close();
    }

    @Test
    void aLargeFrameLeavesNothingOnItsConnection() throws Exception {
        front.onText = (session, text) -> session.getAsyncRemote().sendText("got " + text.length());
        front.open();
        for (int i = 0; i < PEERS; i++) {
            RawPeer peer = RawPeer.upgraded(front.port(), "/ws");
            peers.add(peer);
            peer.send(RawPeer.text("x"));
            peer.frame();
        }
        long before = usedHeap();
        byte[] large = RawPeer.text("x".repeat(60_000));
        for (RawPeer peer : peers) {
            peer.send(large);
            assertThat(peer.frame().text()).isEqualTo("got 60000");
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(usedHeap() - before).isLessThan(3 * MEGABYTE));
    }

    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
