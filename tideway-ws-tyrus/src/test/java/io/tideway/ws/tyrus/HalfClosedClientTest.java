package io.tideway.ws.tyrus;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Connection;
import io.tideway.ws.Handshake;
import io.tideway.ws.UpgradeDecision;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import io.tideway.ws.rawclient.CorkedSocket;
import io.tideway.ws.rawclient.Frame;
import io.tideway.ws.rawclient.RawClient;
import io.tideway.ws.rawclient.TestKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Has clients end their side, of TCP or of TLS, and read on.
 *
 * <p>With TLS 1.2 nothing can follow the client's end: RFC 5246 §7.2.1 has the server answer it at once and drop what
 * it has not written, and the TLS of Java does that. TLS 1.3 lets the server write on (RFC 8446 §6.1).
 */
class HalfClosedClientTest {
    private static final int ROUNDS = 30; // each is a race of the client's end with the thread that closes
    private static final int PARTS = 15;
    private static final int ANSWER = 5_000_000;

    @TempDir
    static Path directory;

    private static TestKeys keys;

    private final CompletableFuture<Void> answered = new CompletableFuture<>(); // by the handler, not on the wire

    private TidewayServer server;

    /** Says goodbye when it is asked to. */
    @WebSocketEndpoint("/closing")
    public static class Closing implements WebSocketHandler {
        private final BlockingQueue<CloseFrame> reasons = new LinkedBlockingQueue<>();

        @Override
        public void onText(Connection connection, String text) {
            connection.sendText("bye");
            connection.close(CloseFrame.of(4001));
        }

        @Override
        public void onDisconnect(Connection connection, CloseFrame reason) {
            reasons.add(reason);
        }

        CloseFrame nextReason() throws InterruptedException {
            return reasons.poll(30, TimeUnit.SECONDS);
        }
    }

    /** Answers with more than the network takes at once. */
    @WebSocketEndpoint(value = "/talking", outboundQueueBytes = 1 << 24)
    public static class Talking implements WebSocketHandler {
        private final BlockingQueue<CloseFrame> reasons = new LinkedBlockingQueue<>();
        private final CountDownLatch said = new CountDownLatch(1);

        @Override
        public void onText(Connection connection, String text) {
            for (int i = 0; i < PARTS; i++) {
                connection.sendText("x".repeat(500_000));
            }
            said.countDown();
        }

        void awaitSaid() throws InterruptedException {
            assertThat(said.await(10, TimeUnit.SECONDS)).isTrue();
        }

        @Override
        public void onDisconnect(Connection connection, CloseFrame reason) {
            reasons.add(reason);
        }

        CloseFrame nextReason() throws InterruptedException {
            return reasons.poll(30, TimeUnit.SECONDS);
        }
    }

    @WebSocketEndpoint("/refusing")
    public static class Refusing implements WebSocketHandler {
        @Override
        public UpgradeDecision onUpgrade(Handshake handshake) {
            return UpgradeDecision.reject(403, "no");
        }
    }

    @BeforeAll
    static void makeKeys() throws Exception {
        keys = new TestKeys(directory, "EC");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private TidewayServer.Builder builder() {
        return TidewayServer.builder()
                .port(0)
                .beans(Closing.class, Talking.class, Refusing.class)
                .handler(
                        new HttpHandler() {
                            @Override
                            public void service(Request request, Response response) throws IOException {
                                response.setContentLength(ANSWER);
                                response.getOutputStream().write(new byte[ANSWER]);
                                answered.complete(null);
                            }
                        },
                        "/large")
                .handler(
                        new HttpHandler() {
                            @Override
                            public void service(Request request, Response response) throws IOException {
                                response.getWriter().write("hello");
                            }
                        },
                        "/small");
    }

    private void startPlain() {
        server = builder().start();
    }

    private void startTls() {
        server = builder().tls(keys.chain, keys.key).start();
    }

    private SSLSocket tls(CorkedSocket plain) throws Exception {
        SSLSocket socket =
                (SSLSocket) keys.client().getSocketFactory().createSocket(plain, "127.0.0.1", server.port(), false);
        socket.setEnabledProtocols(new String[] {"TLSv1.3"});
        socket.setSoTimeout(15_000);
        return socket;
    }

    /** Sends a request and the end of TLS in one write. */
    private RawClient requestAndEndOfTls(CorkedSocket plain, String request) throws Exception {
        SSLSocket socket = tls(plain);
        socket.startHandshake();
        RawClient client = RawClient.over(socket);
        plain.cork();
        client.send(request);
        socket.shutdownOutput();
        plain.uncork();
        return client;
    }

    @Test
    void whatTheHandlerSendsAndItsCloseLeaveAfterTheClientsFin() throws Exception {
        startPlain();
        for (int i = 0; i < ROUNDS; i++) {
            try (RawClient client = RawClient.upgraded(server.port(), "/closing")) {
                client.send(Frame.text("go"));
                client.finish();
                assertThat(client.frame().text()).isEqualTo("bye");
                assertThat(client.frame().closeCode()).isEqualTo(4001);
                assertThat(client.readsEof()).isTrue();
            }
            assertThat(server.select(Closing.class).nextReason()).isEqualTo(CloseFrame.of(4001));
        }
    }

    @Test
    void whatTheHandlerSendsAndItsCloseLeaveAfterTheClientsEndOfTls13() throws Exception {
        startTls();
        for (int i = 0; i < ROUNDS; i++) {
            try (CorkedSocket plain = new CorkedSocket(server.port())) {
                SSLSocket socket = tls(plain);
                RawClient client = RawClient.over(socket);
                client.send(RawClient.handshake("/closing"));
                assertThat(client.answer().status()).isEqualTo(101);
                plain.cork();
                client.send(Frame.text("go"));
                socket.shutdownOutput();
                plain.uncork();
                assertThat(client.frame().text()).isEqualTo("bye");
                assertThat(client.frame().closeCode()).isEqualTo(4001);
                assertThat(client.readsEof()).isTrue();
            }
            assertThat(server.select(Closing.class).nextReason()).isEqualTo(CloseFrame.of(4001));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void whatTheHandlerSendsAndItsCloseLeaveAfterAFinWithoutAnEndOfTls(String version) throws Exception {
        startTls();
        for (int i = 0; i < ROUNDS; i++) {
            try (CorkedSocket plain = new CorkedSocket(server.port())) {
                SSLSocket socket = tls(plain);
                socket.setEnabledProtocols(new String[] {version});
                RawClient client = RawClient.over(socket);
                client.send(RawClient.handshake("/closing"));
                assertThat(client.answer().status()).isEqualTo(101);
                client.send(Frame.text("go"));
                plain.shutdownOutput();
                assertThat(client.frame().text()).isEqualTo("bye");
                assertThat(client.frame().closeCode()).isEqualTo(4001);
            }
        }
    }

    @Test
    void whatWaitsInTheOutboundQueueLeavesAfterTheClientsFin() throws Exception {
        startPlain();
        try (RawClient client = RawClient.connectWithSmallWindow("127.0.0.1", server.port())) {
            client.send(RawClient.handshake("/talking"));
            assertThat(client.answer().status()).isEqualTo(101);
            client.send(Frame.text("go"));
            server.select(Talking.class).awaitSaid();
            client.finish();
            for (int i = 0; i < PARTS; i++) {
                assertThat(client.frame().payload()).hasSize(500_000);
            }
            assertThat(client.readsEof()).isTrue();
        }
        assertThat(server.select(Talking.class).nextReason()).isEqualTo(CloseFrame.ABNORMAL);
    }

    @Test
    void anAnswerOfAConnectionThatIsKeptLeavesWholeAfterTheClientsFin() throws Exception {
        startPlain();
        try (RawClient client = RawClient.connect(server.port())) {
            client.send("GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(client.statusLine()).contains("200");
            answered.get(10, TimeUnit.SECONDS);
            client.finish();
            assertThat(client.input().readAllBytes().length).isGreaterThan(ANSWER);
        }
    }

    @Test
    void anAnswerOfAConnectionThatIsKeptLeavesWholeAfterTheClientsEndOfTls() throws Exception {
        startTls();
        try (CorkedSocket plain = new CorkedSocket(server.port());
                RawClient client = requestAndEndOfTls(plain, "GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n")) {
            assertThat(client.answer().body()).hasSize(ANSWER);
            assertThat(client.readsEof()).isTrue();
        }
    }

    @Test
    void requestsThatComeTogetherWithTheEndOfTlsAreAnswered() throws Exception {
        startTls();
        String get = "GET /small HTTP/1.1\r\nHost: localhost\r\n\r\n";
        try (CorkedSocket plain = new CorkedSocket(server.port());
                RawClient client = requestAndEndOfTls(plain, get + get)) {
            assertThat(client.answer().body()).isEqualTo("hello");
            assertThat(client.answer().body()).isEqualTo("hello");
            assertThat(client.readsEof()).isTrue();
        }
    }

    @Test
    void aRefusalOfAnUpgradeThatComesTogetherWithTheEndOfTlsLeaves() throws Exception {
        startTls();
        try (CorkedSocket plain = new CorkedSocket(server.port());
                RawClient client = requestAndEndOfTls(plain, RawClient.handshake("/refusing"))) {
            assertThat(client.answer().status()).isEqualTo(403);
            assertThat(client.readsEof()).isTrue();
        }
    }

    @Test
    void aMalformedRequestThatComesTogetherWithTheEndOfTlsIsAnswered() throws Exception {
        startTls();
        try (CorkedSocket plain = new CorkedSocket(server.port());
                RawClient client = requestAndEndOfTls(plain, "GET / HTTP/9.9\r\n\r\n")) {
            assertThat(client.answer().status()).isIn(400, 505);
            assertThat(client.readsEof()).isTrue();
        }
    }

    @Test
    void anUpgradeThatComesTogetherWithTheEndOfTlsIsMadeAndEnds() throws Exception {
        startTls();
        try (CorkedSocket plain = new CorkedSocket(server.port());
                RawClient client = requestAndEndOfTls(plain, RawClient.handshake("/closing"))) {
            assertThat(client.answer().status()).isEqualTo(101);
            assertThat(client.readsEof()).isTrue();
        }
        assertThat(server.select(Closing.class).nextReason()).isEqualTo(CloseFrame.ABNORMAL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /sm", "GET /small HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\nab"})
    void halfARequestAndTheEndOfTlsEndTheConnection(String half) throws Exception {
        startTls();
        try (CorkedSocket plain = new CorkedSocket(server.port());
                RawClient client = requestAndEndOfTls(plain, half)) {
            client.awaitTcpEnd();
        }
    }

    @Test
    void aClientThatEndsItsSideAndReadsNothingIsGivenUp() throws Exception {
        startPlain();
        try (RawClient client = RawClient.connectWithSmallWindow("127.0.0.1", server.port())) {
            client.send(RawClient.handshake("/talking"));
            assertThat(client.answer().status()).isEqualTo(101);
            client.send(Frame.text("go"));
            client.finish();
            assertThat(server.select(Talking.class).nextReason())
                    .extracting(CloseFrame::code)
                    .isEqualTo(CloseFrame.ABNORMAL.code());
        }
    }

    @Test
    void theConnectionOfAClientThatEndsItsSideWithoutACloseFrameEnds() throws Exception {
        startPlain();
        try (RawClient client = RawClient.upgraded(server.port(), "/closing")) {
            client.finish();
            assertThat(client.readsEof()).isTrue();
        }
        assertThat(server.select(Closing.class).nextReason()).isEqualTo(CloseFrame.ABNORMAL);
    }
}
