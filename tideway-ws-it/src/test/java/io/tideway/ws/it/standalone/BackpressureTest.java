package io.tideway.ws.it.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.Connection;
import io.tideway.ws.Message;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import io.tideway.ws.it.contract.ContractClient;
import io.tideway.ws.it.contract.app.RecordingEchoEndpoint;
import io.tideway.ws.rawclient.Frame;
import io.tideway.ws.rawclient.RawClient;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Shows that a blocking handler makes only its own client wait, and loses no message. */
class BackpressureTest extends StandaloneTest {
    private static final int MESSAGES = 1000;
    private static final int BYTES = 60_000;

    @WebSocketEndpoint(value = "/blocked", heartbeatInterval = "100ms", heartbeatTimeout = "300ms")
    static class Blocked implements WebSocketHandler {
        private final CountDownLatch leave = new CountDownLatch(1);
        private final AtomicInteger heard = new AtomicInteger();

        @Override
        public void onMessage(Connection connection, Message message) throws InterruptedException {
            if (message instanceof Message.Binary) {
                leave.await();
                heard.incrementAndGet();
            } else {
                connection.send(message);
            }
        }

        void release() {
            leave.countDown();
        }

        int heard() {
            return heard.get();
        }
    }

    @WebSocketEndpoint("/beside")
    static class Beside extends RecordingEchoEndpoint {}

    @Inject
    Blocked handler;

    @Test
    void aFloodWaitsInTcpForABlockedHandlerAndArrivesInFull() throws Exception {
        String tag = application.tag();
        RawClient flooder = application.raw("/blocked?tag=" + tag);
        AtomicInteger sent = new AtomicInteger();
        Thread flood = new Thread(() -> flood(flooder, sent));
        flood.start();
        try {
            AtomicInteger before = new AtomicInteger(-1);
            Awaitility.await()
                    .atMost(ContractClient.PATIENCE)
                    .pollInterval(Duration.ofMillis(700))
                    .until(() -> before.getAndSet(sent.get()) == sent.get() && sent.get() > 0);
            assertThat(sent.get()).isLessThan(MESSAGES);
            assertThat(application.connect("/beside").ask("hello")).isEqualTo("hello");
            assertThat(connection(tag).isOpen())
                    .as("its silence is ours, and no reason for the heartbeat to end it")
                    .isTrue();
        } finally {
            handler.release();
        }
        eventually(() -> assertThat(handler.heard()).isEqualTo(MESSAGES));
        flood.join(ContractClient.PATIENCE.toMillis());
        assertThat(sent.get()).isEqualTo(MESSAGES);
    }

    private static void flood(RawClient client, AtomicInteger sent) {
        byte[] frame = Frame.masked(Frame.BINARY, true, new byte[BYTES]);
        try {
            while (sent.get() < MESSAGES) {
                client.send(frame);
                sent.incrementAndGet();
            }
        } catch (IOException e) {
            // the assertions fail then
        }
    }
}
