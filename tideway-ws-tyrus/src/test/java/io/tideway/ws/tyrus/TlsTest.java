package io.tideway.ws.tyrus;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.Connection;
import io.tideway.ws.ConnectionManager;
import io.tideway.ws.Message;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import io.tideway.ws.rawclient.Frame;
import io.tideway.ws.rawclient.RawClient;
import io.tideway.ws.tyrus.internal.tls.TestKeys;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.awaitility.Awaitility;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsTest {

    @TempDir
    static Path directory;

    private static TestKeys keys;

    private TidewayServer server;

    /** Answers with what it got. */
    @WebSocketEndpoint(
            value = "/echo",
            maxMessageBytes = 1 << 20,
            outboundQueueBytes = 1 << 24,
            outboundQueueMessages = 100_000)
    public static class Echo implements WebSocketHandler {
        @Override
        public void onMessage(Connection connection, Message message) {
            String text = ((Message.Text) message).text();
            connection.sendText(text);
        }
    }

    @BeforeAll
    static void makeKeys() throws Exception {
        keys = new TestKeys(directory, "EC");
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private void start(Duration requestTimeout) {
        server = TidewayServer.builder()
                .port(0)
                .beans(Echo.class)
                .tls(keys.chain, keys.key)
                .requestTimeout(requestTimeout)
                .handler(
                        new HttpHandler() {
                            @Override
                            public void service(Request request, Response response) throws IOException {
                                byte[] body = request.getInputStream().readAllBytes();
                                response.getWriter().write(request.getScheme() + " " + body.length);
                            }
                        },
                        "/http")
                .start();
    }

    private HttpClient client() throws GeneralSecurityException, IOException {
        return HttpClient.newBuilder().sslContext(keys.client()).build();
    }

    /** Collects whole messages. */
    private static final class Texts implements WebSocket.Listener {
        private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
        private final StringBuilder part = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            part.append(data);
            if (last) {
                received.add(part.toString());
                part.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            received.add("closed " + code);
            return null;
        }

        private String next() throws InterruptedException {
            return received.poll(20, TimeUnit.SECONDS);
        }
    }

    private WebSocket connect(Texts texts) throws Exception {
        return client().newWebSocketBuilder()
                .buildAsync(server.uri("/echo"), texts)
                .get(20, TimeUnit.SECONDS);
    }

    private SSLSocket socket(String... versions) throws Exception {
        SSLSocket socket = (SSLSocket) keys.client().getSocketFactory().createSocket("127.0.0.1", server.port());
        socket.setSoTimeout(10_000);
        if (versions.length > 0) {
            socket.setEnabledProtocols(versions);
        }
        return socket;
    }

    @Test
    void javasClientTalksOverWss() throws Exception {
        start(Duration.ofSeconds(30));
        assertThat(server.uri("/echo").toString()).startsWith("wss://127.0.0.1:");
        assertThat(server.uri().toString()).startsWith("https://127.0.0.1:");
        Texts texts = new Texts();
        WebSocket socket = connect(texts);
        for (String text : List.of("hello", "x".repeat(300_000))) {
            socket.sendText(text, true).get(10, TimeUnit.SECONDS);
            assertThat(texts.next()).isEqualTo(text);
        }
        socket.sendClose(1000, "bye").get(10, TimeUnit.SECONDS);
        assertThat(texts.next()).isEqualTo("closed 1000");
    }

    @Test
    void manyMessagesOfSeveralThreadsArriveWholeAndInTheirOrder() throws Exception {
        start(Duration.ofSeconds(30));
        List<Texts> all = new ArrayList<>();
        List<WebSocket> sockets = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Texts texts = new Texts();
            sockets.add(connect(texts));
            all.add(texts);
        }
        ConnectionManager manager = server.select(ConnectionManager.class);
        List<Thread> threads = IntStream.range(0, 4)
                .mapToObj(thread -> new Thread(() -> {
                    for (int i = 0; i < 1000; i++) {
                        manager.broadcastText(thread + ":" + i + ":" + "y".repeat(i % 300));
                    }
                }))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        for (Texts texts : all) {
            int[] next = new int[4];
            for (int i = 0; i < 4000; i++) {
                String[] parts = texts.next().split(":", -1);
                int thread = Integer.parseInt(parts[0]);
                assertThat(Integer.parseInt(parts[1])).isEqualTo(next[thread]++);
            }
        }
        server.close();
        for (Texts texts : all) {
            assertThat(texts.next()).isEqualTo("closed 1001");
        }
        sockets.forEach(WebSocket::abort);
    }

    @Test
    void originsOfHttpsAreTheServersOwn() throws Exception {
        start(Duration.ofSeconds(30));
        String host = "127.0.0.1:" + server.port();
        for (String[] expected : new String[][] {{"https://" + host, "101"}, {"http://" + host, "403"}}) {
            try (RawClient raw = RawClient.over(socket())) {
                raw.send(RawClient.handshake("/echo", "Origin: " + expected[0], "Host: " + host));
                assertThat(raw.answer().status()).isEqualTo(Integer.parseInt(expected[1]));
            }
        }
    }

    @Test
    void httpsServesHandlersAndTheirBodies() throws Exception {
        start(Duration.ofSeconds(30));
        for (int i = 0; i < 2; i++) {
            HttpResponse<String> response = client().send(
                            HttpRequest.newBuilder(URI.create(server.uri() + "http"))
                                    .POST(HttpRequest.BodyPublishers.ofString("x".repeat(200_000)))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(response.body()).isEqualTo("https 200000");
            assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
        }
    }

    @Test
    void http11IsChosenByAlpn() throws Exception {
        start(Duration.ofSeconds(30));
        try (SSLSocket socket = socket()) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            assertThat(socket.getApplicationProtocol()).isEqualTo("http/1.1");
        }
    }

    @Test
    void tls12WorksAndOlderVersionsDoNot() throws Exception {
        start(Duration.ofSeconds(30));
        try (RawClient raw = RawClient.over(socket("TLSv1.2"))) {
            raw.send(RawClient.handshake("/echo"));
            assertThat(raw.answer().status()).isEqualTo(101);
            raw.send(Frame.text("hello"));
            assertThat(raw.frame().text()).isEqualTo("hello");
            raw.send(Frame.close(1000));
            assertThat(raw.frame().closeCode()).isEqualTo(1000);
            assertThat(raw.readsEof()).as("ends TLS before the connection ends").isTrue();
        }
    }

    @Test
    void aRefusalEndsTlsInOrder() throws Exception {
        start(Duration.ofSeconds(30));
        try (RawClient raw = RawClient.over(socket())) {
            raw.send("GET / HTTP/1.1\r\n\r\n");
            assertThat(raw.answer().status()).isEqualTo(400);
            assertThat(raw.readsEof()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void whatFollowsTheEndOfTlsIsDroppedAndTheConnectionEnds(String version) throws Exception {
        start(Duration.ofSeconds(30));
        try (Socket plain = new Socket("127.0.0.1", server.port())) {
            plain.setSoTimeout(10_000);
            SSLSocket socket =
                    (SSLSocket) keys.client().getSocketFactory().createSocket(plain, "127.0.0.1", server.port(), false);
            socket.setEnabledProtocols(new String[] {version});
            RawClient raw = RawClient.over(socket);
            raw.send(RawClient.handshake("/echo"));
            assertThat(raw.answer().status()).isEqualTo(101);
            socket.shutdownOutput();
            byte[] more = new byte[16 * 1024];
            Awaitility.await().pollInterval(Duration.ofMillis(10)).until(() -> {
                try {
                    plain.getOutputStream().write(more);
                    return false;
                } catch (IOException ended) {
                    return true;
                }
            });
        }
    }

    @Test
    void aSlowTlsHandshakeHasADeadline() throws Exception {
        start(Duration.ofMillis(500));
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(new byte[] {0x16, 3, 1, 2, 0, 1});
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void plainHttpGetsNoAnswer() throws Exception {
        start(Duration.ofSeconds(30));
        try (RawClient raw = RawClient.connect(server.port())) {
            raw.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
            raw.socket().setSoTimeout(10_000);
            byte[] answer = raw.input().readAllBytes();
            assertThat(new String(answer)).doesNotContain("HTTP/1.1");
        }
    }
}
