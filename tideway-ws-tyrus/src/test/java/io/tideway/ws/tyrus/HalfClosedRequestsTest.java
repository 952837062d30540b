package io.tideway.ws.tyrus;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.Handshake;
import io.tideway.ws.UpgradeDecision;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import io.tideway.ws.rawclient.CorkedSocket;
import io.tideway.ws.rawclient.RawClient;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Has clients end their side, of TCP or of TLS, right after a request, and read on. */
class HalfClosedRequestsTest extends HalfClosedServer {
    private static final int ANSWER = 5_000_000;

    private final CompletableFuture<Void> answered = new CompletableFuture<>(); // by the handler, not on the wire

    @WebSocketEndpoint("/refusing")
    public static class Refusing implements WebSocketHandler {
        @Override
        public UpgradeDecision onUpgrade(Handshake handshake) {
            return UpgradeDecision.reject(403, "no");
        }
    }

    @Override
    TidewayServer.Builder builder() {
        return TidewayServer.builder()
                .beans(Refusing.class)
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

    @Test
    void anAnswerOfAConnectionThatIsKeptLeavesWholeAfterTheClientsFin() throws Exception {
        startWithoutTls();
        try (RawClient client = RawClient.connect(server.port())) {
            client.send("GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(client.statusLine()).contains("200");
            answered.get(60, TimeUnit.SECONDS);
            client.finish();
            assertThat(client.input().readAllBytes().length).isGreaterThan(ANSWER);
        }
    }

    @Test
    void anAnswerOfAConnectionThatIsKeptLeavesWholeAfterTheClientsEndOfTls() throws Exception {
        EndingTlsClients clients = startTls();
        try (CorkedSocket plain = new CorkedSocket(server.port());
                RawClient client = clients.requestAndEnd(plain, "GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n")) {
            assertThat(client.answer().body()).hasSize(ANSWER);
            assertThat(client.readsEof()).isTrue();
        }
    }

    @Test
    void requestsThatComeTogetherWithTheEndOfTlsAreAnswered() throws Exception {
        EndingTlsClients clients = startTls();
        String get = "GET /small HTTP/1.1\r\nHost: localhost\r\n\r\n";
        try (CorkedSocket plain = new CorkedSocket(server.port());
                RawClient client = clients.requestAndEnd(plain, get + get)) {
            assertThat(client.answer().body()).isEqualTo("hello");
            assertThat(client.answer().body()).isEqualTo("hello");
            assertThat(client.readsEof()).isTrue();
        }
    }

    @Test
    void aRefusalOfAnUpgradeThatComesTogetherWithTheEndOfTlsLeaves() throws Exception {
        EndingTlsClients clients = startTls();
        try (CorkedSocket plain = new CorkedSocket(server.port());
                RawClient client = clients.requestAndEnd(plain, RawClient.handshake("/refusing"))) {
            assertThat(client.answer().status()).isEqualTo(403);
            assertThat(client.readsEof()).isTrue();
        }
    }

    @Test
    void aMalformedRequestThatComesTogetherWithTheEndOfTlsIsAnswered() throws Exception {
        EndingTlsClients clients = startTls();
        try (CorkedSocket plain = new CorkedSocket(server.port());
                RawClient client = clients.requestAndEnd(plain, "GET / HTTP/9.9\r\n\r\n")) {
            assertThat(client.answer().status()).isIn(400, 505);
            assertThat(client.readsEof()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /sm", "GET /small HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\nab"})
    void halfARequestAndTheEndOfTlsEndTheConnection(String half) throws Exception {
        EndingTlsClients clients = startTls();
        try (CorkedSocket plain = new CorkedSocket(server.port());
                RawClient client = clients.requestAndEnd(plain, half)) {
            client.awaitTcpEnd();
        }
    }
}
