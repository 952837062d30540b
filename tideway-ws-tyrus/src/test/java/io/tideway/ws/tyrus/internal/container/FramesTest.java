package io.tideway.ws.tyrus.internal.container;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tideway.ws.rawclient.Frame;
import io.tideway.ws.rawclient.RawClient;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FramesTest {
    private static final int ATTEMPTS = 5;

    private final TestFront front = new TestFront();

    @AfterEach
    void stop() {
        front.close();
    }

    @Test
    void messagesComeBackWhole() throws Exception {
        front.open();
        try (RawClient client = RawClient.upgraded(front.port(), "/ws")) {
            for (String text :
                    List.of("", "x", "ä".repeat(1000), "y".repeat(70_000), "z".repeat(TestFront.MAX_FRAME))) {
                client.send(Frame.text(text));
                assertThat(client.frame().text()).isEqualTo(text);
            }
        }
    }

    @Test
    void manyMessagesInOnePieceAndOneInManyPiecesArriveInOrder() throws Exception {
        front.open();
        try (RawClient client = RawClient.upgraded(front.port(), "/ws")) {
            ByteBuffer all = ByteBuffer.allocate(64 * 1024);
            for (int i = 0; i < 1000; i++) {
                all.put(Frame.text("message " + i));
            }
            byte[] bytes = new byte[all.position()];
            all.flip().get(bytes);
            client.send(bytes);
            for (int i = 0; i < 1000; i++) {
                assertThat(client.frame().text()).isEqualTo("message " + i);
            }
            for (byte b : Frame.text("q".repeat(300))) {
                client.send(new byte[] {b});
            }
            assertThat(client.frame().text()).isEqualTo("q".repeat(300));
        }
    }

    @Test
    void aPingIsAnswered() throws Exception {
        front.open();
        try (RawClient client = RawClient.upgraded(front.port(), "/ws")) {
            for (String payload : List.of("", "here?", "x".repeat(125))) {
                client.send(Frame.masked(Frame.PING, true, payload.getBytes(UTF_8)));
                Frame pong = client.frame();
                assertThat(pong.opcode()).isEqualTo(10);
                assertThat(pong.text()).isEqualTo(payload);
            }
        }
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
    void whatWasSentBeforeTheEndIsHeardBeforeTheEnd() throws Exception {
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
    void aFrameWithoutMaskEndsIn1002() throws Exception {
        front.open();
        try (RawClient client = RawClient.upgraded(front.port(), "/ws")) {
            client.send(new byte[] {(byte) 0x81, 1, 'x'});
            assertThat(client.frame().closeCode()).isEqualTo(1002);
            assertThat(client.readsEof()).isTrue();
        }
        assertThat(front.nextCloseCode()).isEqualTo(1002);
    }

    @Test
    void aFrameThatIsTooLargeEndsIn1009EvenWhileItIsStillBeingSent() throws Exception {
        front.open();
        try (RawClient client = RawClient.upgraded(front.port(), "/ws")) {
            client.send(Frame.masked(Frame.BINARY, true, new byte[5_000_000]));
            assertThat(client.frame().closeCode()).isEqualTo(1009);
            assertThat(client.readsEof()).isTrue();
        }
        assertThat(front.nextCloseCode()).isEqualTo(1009);
    }

    @Test
    void aFrameThatIsTooLargeIsToldTheSameAsAMessageInFragments() throws Exception {
        front.open();
        try (RawClient client = RawClient.upgraded(front.port(), "/ws")) {
            client.send(Frame.masked(Frame.BINARY, true, new byte[TestFront.MAX_FRAME + 1]));
            byte[] payload = client.frame().payload();
            assertThat(new String(payload, 2, payload.length - 2, UTF_8))
                    .isEqualTo("a message may have at most 100000 bytes");
        }
    }

    @Test
    void fragmentsThatAreTooLargeTogetherEndIn1009() throws Exception {
        front.open();
        try (RawClient client = RawClient.upgraded(front.port(), "/ws")) {
            byte[] part = Frame.masked(Frame.TEXT, true, new byte[TestFront.MAX_FRAME - 10]);
            part[0] = 1;
            client.send(part);
            client.send(Frame.masked(Frame.CONTINUATION, true, new byte[100]));
            assertThat(client.frame().closeCode()).isEqualTo(1009);
        }
        assertThat(front.nextCloseCode()).isEqualTo(1009);
    }

    @Test
    void invalidUtf8EndsIn1007() throws Exception {
        front.open();
        try (RawClient client = RawClient.upgraded(front.port(), "/ws")) {
            client.send(Frame.masked(Frame.TEXT, true, new byte[] {(byte) 0xC3, 0x28}));
            assertThat(client.frame().closeCode()).isEqualTo(1007);
        }
    }

    @Test
    void aCloseOfOursIsReadEvenByAClientThatIsStillSending() throws Exception {
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
            assertThat(client.readsEof()).isTrue();
        }
    }

    @Test
    void theFinFollowsTheAnswerToACloseOfOurs() throws Exception {
        front.open();
        // Without an answer the FIN would come after a second; on a busy machine it may be late now and then all the
        // same.
        boolean soon = false;
        for (int i = 0; i < ATTEMPTS && !soon; i++) {
            try (RawClient client = RawClient.upgraded(front.port(), "/ws")) {
                front.sessions.take().close();
                assertThat(client.frame().closeCode()).isEqualTo(1000);
                client.socket().setSoTimeout(100);
                assertThatThrownBy(() -> client.input().read()).isInstanceOf(SocketTimeoutException.class);
                client.socket().setSoTimeout(10_000);
                long answered = System.nanoTime();
                client.send(Frame.close(1000));
                assertThat(client.readsEof()).isTrue();
                soon = Duration.ofNanos(System.nanoTime() - answered).toMillis() < 300;
            }
        }
        assertThat(soon).isTrue();
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
            Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> done.get() == 100);
            assertThat(failed.get()).isPositive();
            Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> writeFails(client));
        }
    }

    @Test
    void aBlockedHandlerHoldsUpNobodyElseAndItsClientWaitsInTcp() throws Exception {
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
                    .atMost(Duration.ofSeconds(10))
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

    @Test
    void javasOwnClientIsServed() throws Exception {
        front.open();
        CountDownLatch heard = new CountDownLatch(1);
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(java.net.URI.create("ws://127.0.0.1:" + front.port() + "/ws"), new WebSocket.Listener() {
                    @Override
                    public java.util.concurrent.CompletionStage<?> onText(
                            WebSocket webSocket, CharSequence data, boolean last) {
                        heard.countDown();
                        return null;
                    }
                })
                .get(10, TimeUnit.SECONDS);
        socket.sendText("hello", true).get(10, TimeUnit.SECONDS);
        assertThat(heard.await(10, TimeUnit.SECONDS)).isTrue();
        socket.sendClose(1000, "").get(10, TimeUnit.SECONDS);
        assertThat(front.nextCloseCode()).isEqualTo(1000);
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

    private static boolean writeFails(RawClient client) {
        try {
            client.send(Frame.text("x"));
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
