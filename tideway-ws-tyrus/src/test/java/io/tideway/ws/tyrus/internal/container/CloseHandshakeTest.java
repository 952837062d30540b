package io.tideway.ws.tyrus.internal.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.internal.upgrade.UpgradeGate.Verdict;
import io.tideway.ws.rawclient.Frame;
import io.tideway.ws.rawclient.RawClient;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Shows how connections of the front end: by the client, by the application, by TCP. */
class CloseHandshakeTest {
    private final TestFront front = new TestFront();

    @AfterEach
    void stop() {
        front.close();
    }

    @Test
    void aCloseIsAnsweredAndReportedWithItsCode() throws Exception {
        front.open();
        try (RawClient client = RawClient.upgraded(front.port(), "/ws")) {
            client.send(Frame.close(3000));
            assertThat(client.frame().closeCode()).isEqualTo(3000);
            assertThat(client.readsEof()).isTrue();
        }
        assertThat(front.nextCloseCode()).isEqualTo(3000);
        assertThat(front.closeCodes).isEmpty();
    }

    @Test
    void whatFollowsACloseIsIgnored() throws Exception {
        List<String> heard = new ArrayList<>();
        front.onText = (session, text) -> heard.add(text);
        front.open();
        try (RawClient client = RawClient.upgraded(front.port(), "/ws")) {
            byte[] close = Frame.close(1000);
            byte[] text = Frame.text("too late");
            client.send(ByteBuffer.allocate(close.length + text.length)
                    .put(close)
                    .put(text)
                    .array());
            assertThat(client.frame().closeCode()).isEqualTo(1000);
            client.send(text);
            assertThat(client.readsEof()).isTrue();
        }
        assertThat(front.nextCloseCode()).isEqualTo(1000);
        assertThat(heard).isEmpty();
    }

    @Test
    void theEndOfTheTcpConnectionIsReportedAs1006() throws Exception {
        front.open();
        RawClient.upgraded(front.port(), "/ws").close();
        assertThat(front.nextCloseCode()).isEqualTo(1006);
        RawClient.upgraded(front.port(), "/ws").reset();
        assertThat(front.nextCloseCode()).isEqualTo(1006);
        try (RawClient client = RawClient.upgraded(front.port(), "/ws")) {
            client.send(new byte[] {(byte) 0x81, (byte) 0x85, 1, 2});
            client.socket().shutdownOutput();
            assertThat(front.nextCloseCode()).isEqualTo(1006);
        }
        assertThat(front.closeCodes).isEmpty();
    }

    @Test
    void messagesSentBeforeTheEndArriveBeforeIt() throws Exception {
        List<String> heard = new ArrayList<>();
        front.onText = (session, text) -> heard.add(text);
        front.open();
        try (RawClient client = RawClient.upgraded(front.port(), "/ws")) {
            for (int i = 0; i < 500; i++) {
                client.send(Frame.text("m" + i));
            }
        }
        assertThat(front.nextCloseCode()).isEqualTo(1006);
        assertThat(heard).hasSize(500);
    }

    @Test
    void aClientThatStillSendsReadsTheServersClose() throws Exception {
        // Longer than a busy machine stands still.
        front.gate = request -> new Verdict.Admitted("t", Optional.empty(), TestFront.MAX_FRAME, Duration.ofMinutes(1));
        front.open();
        try (RawClient client = RawClient.upgraded(front.port(), "/ws")) {
            Session session = front.sessions.take();
            client.send(Frame.text("x"));
            client.frame();
            session.close(new CloseReason(CloseReason.CloseCodes.GOING_AWAY, "bye"));
            for (int i = 0; i < 100; i++) {
                client.send(Frame.text("y".repeat(10_000)));
            }
            assertThat(client.frame().closeCode()).isEqualTo(1001);
            client.send(Frame.close(1001));
            assertThat(client.readsEof()).isTrue();
        }
    }

    @Test
    void aCloseEndsAClientThatNeverReads() throws Exception {
        front.open();
        try (RawClient client = RawClient.upgraded(front.port(), "/ws")) {
            Session session = front.sessions.take();
            AtomicInteger failed = new AtomicInteger();
            AtomicInteger done = new AtomicInteger();
            for (int i = 0; i < 100; i++) {
                session.getAsyncRemote().sendBinary(ByteBuffer.allocate(200_000), result -> {
                    if (!result.isOK()) {
                        failed.incrementAndGet();
                    }
                    done.incrementAndGet();
                });
            }
            assertThat(done.get()).isLessThan(100);
            session.close();
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> done.get() == 100);
            assertThat(failed.get()).isPositive();
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> writeFails(client));
        }
    }

    private static boolean writeFails(RawClient client) {
        try {
            client.send(Frame.text("x"));
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
