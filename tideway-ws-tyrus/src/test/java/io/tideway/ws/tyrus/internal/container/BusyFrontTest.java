package io.tideway.ws.tyrus.internal.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.rawclient.Frame;
import io.tideway.ws.rawclient.RawClient;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Shows that handlers that block and clients that flood cost neither memory nor the other connections. */
class BusyFrontTest {
    private final TestFront front = new TestFront();

    @AfterEach
    void stop() {
        front.close();
    }

    @Test
    void aBlockedHandlerDelaysNoOtherConnectionAndItsClientWaitsInTcp() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        front.onText = (session, text) -> {
            if (text.startsWith("block")) {
                try {
                    release.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            } else {
                session.getAsyncRemote().sendText(text);
            }
        };
        front.open();
        List<RawClient> blocked = new ArrayList<>();
        try {
            for (int i = 0; i < 50; i++) {
                RawClient client = RawClient.upgraded(front.port(), "/ws");
                client.send(Frame.text("block"));
                blocked.add(client);
            }
            try (RawClient quick = RawClient.upgraded(front.port(), "/ws")) {
                for (int i = 0; i < 100; i++) {
                    quick.send(Frame.text("x" + i));
                    assertThat(quick.frame().text()).isEqualTo("x" + i);
                }
            }
            AtomicLong sent = new AtomicLong();
            Thread flood = new Thread(() -> flood(blocked.get(0), sent));
            flood.setDaemon(true);
            flood.start();
            Awaitility.await()
                    .during(Duration.ofSeconds(1))
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> sent.get() > 0 && unchanged(sent));
            assertThat(sent.get()).isLessThan(50_000_000);
        } finally {
            release.countDown();
            blocked.forEach(RawClient::close);
        }
    }

    @Test
    void aFloodOfPingsWithoutReadingFillsNoMemory() throws Exception {
        front.open();
        try (RawClient client = RawClient.upgraded(front.port(), "/ws")) {
            byte[] ping = Frame.masked(Frame.PING, true, new byte[125]);
            ByteBuffer pings = ByteBuffer.allocate(ping.length * 1000);
            for (int i = 0; i < 1000; i++) {
                pings.put(ping);
            }
            for (int i = 0; i < 300; i++) {
                client.send(pings.array());
            }
            client.send(Frame.text("done"));
            Frame frame = client.frame();
            int pongs = 0;
            while (frame.opcode() == 10) {
                pongs++;
                frame = client.frame();
            }
            assertThat(frame.text()).isEqualTo("done");
            assertThat(pongs).isLessThan(300_000);
        }
    }

    private static boolean unchanged(AtomicLong sent) {
        long before = sent.get();
        Awaitility.await().pollDelay(Duration.ofMillis(200)).until(() -> true);
        return sent.get() == before;
    }

    private static void flood(RawClient client, AtomicLong sent) {
        byte[] frame = Frame.text("z".repeat(50_000));
        try {
            OutputStream out = client.socket().getOutputStream();
            while (true) {
                out.write(frame);
                sent.addAndGet(frame.length);
            }
        } catch (IOException closed) {
            // the test is over
        }
    }
}
