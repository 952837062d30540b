package io.tideway.ws.tyrus;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.rawclient.CorkedSocket;
import io.tideway.ws.rawclient.Frame;
import io.tideway.ws.rawclient.RawClient;
import io.tideway.ws.rawclient.TestKeys;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
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

    @WebSocketEndpoint(
            value = "/echo",
            maxMessageBytes = 1 << 20,
            outboundQueueBytes = 1 << 24,
            outboundQueueMessages = 100_000)
    public static class EchoWithLargeQueue extends EchoEndpoint {}

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
                .beans(EchoWithLargeQueue.class)
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

    private SSLSocket socket(String... versions) throws Exception {
        SSLSocket socket = (SSLSocket) keys.client().getSocketFactory().createSocket("127.0.0.1", server.port());
        socket.setSoTimeout(60_000);
        if (versions.length > 0) {
            socket.setEnabledProtocols(versions);
        }
        return socket;
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
            plain.setSoTimeout(60_000);
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
    void framesThatComeTogetherWithTheEndOfTlsAreAnswered() throws Exception {
        start(Duration.ofSeconds(30));
        try (CorkedSocket plain = new CorkedSocket(server.port())) {
            SSLSocket socket =
                    (SSLSocket) keys.client().getSocketFactory().createSocket(plain, "127.0.0.1", server.port(), false);
            socket.setEnabledProtocols(new String[] {"TLSv1.3"}); // which lets us read on after our end
            RawClient raw = RawClient.over(socket);
            raw.send(RawClient.handshake("/echo"));
            assertThat(raw.answer().status()).isEqualTo(101);
            plain.cork();
            raw.send(Frame.text("last"));
            raw.send(Frame.close(1000));
            socket.shutdownOutput();
            plain.uncork();
            assertThat(raw.frame().text()).isEqualTo("last");
            assertThat(raw.frame().closeCode()).isEqualTo(1000);
            assertThat(raw.readsEof()).isTrue();
        }
    }

    @Test
    void aSlowTlsHandshakeHasADeadline() throws Exception {
        start(Duration.ofMillis(500));
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(new byte[] {0x16, 3, 1, 2, 0, 1});
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void plainHttpGetsNoAnswer() throws Exception {
        start(Duration.ofSeconds(30));
        try (RawClient raw = RawClient.connect(server.port())) {
            raw.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
            raw.socket().setSoTimeout(60_000);
            byte[] answer = raw.input().readAllBytes();
            assertThat(new String(answer)).doesNotContain("HTTP/1.1");
        }
    }
}
