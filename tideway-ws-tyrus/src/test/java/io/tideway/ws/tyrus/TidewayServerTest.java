package io.tideway.ws.tyrus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tideway.ws.Connection;
import io.tideway.ws.ConnectionManager;
import io.tideway.ws.Handshake;
import io.tideway.ws.Message;
import io.tideway.ws.UpgradeDecision;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import io.tideway.ws.rawclient.Frame;
import io.tideway.ws.rawclient.RawClient;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NoThreadIsLeft.class)
@SuppressWarnings("try") // servers are closed before their time, too
class TidewayServerTest {
    @WebSocketEndpoint("/echo/{name}")
    public static class Echo implements WebSocketHandler {
        static final CountDownLatch RELEASE = new CountDownLatch(1);

        @Override
        public UpgradeDecision onUpgrade(Handshake handshake) {
            return handshake.queryParams().containsKey("no")
                    ? UpgradeDecision.reject(402, "not without paying")
                    : UpgradeDecision.accept();
        }

        @Override
        public void onMessage(Connection connection, Message message) throws Exception {
            if (message instanceof Message.Text text) {
                if (text.text().equals("block")) {
                    RELEASE.await();
                }
                connection.sendText(connection.pathParams().get("name") + ": " + text.text());
            }
        }
    }

    @WebSocketEndpoint("/closer")
    public static class Closer implements WebSocketHandler {
        private volatile TidewayServer server;

        void server(TidewayServer value) {
            server = value;
        }

        @Override
        public void onMessage(Connection connection, Message message) {
            server.close();
        }
    }

    static TidewayServer.Builder echo() {
        return TidewayServer.builder().port(0).beans(Echo.class);
    }

    @Test
    void aHandlerAnswersOnAFreePort() throws Exception {
        try (TidewayServer server = echo().start();
                RawClient client = RawClient.upgraded(server.port(), "/echo/ann")) {
            assertThat(server.port()).isPositive();
            assertThat(server.uri()).hasToString("http://127.0.0.1:" + server.port() + "/");
            assertThat(server.uri("/echo/ann")).hasToString("ws://127.0.0.1:" + server.port() + "/echo/ann");
            client.send(Frame.text("hi"));
            assertThat(client.frame().text()).isEqualTo("ann: hi");
            assertThat(server.select(ConnectionManager.class).connectionCount()).isEqualTo(1);
            assertThat(server.container().isRunning()).isTrue();
        }
    }

    @Test
    void onePortServesOneServerAfterTheOther() throws Exception {
        int port;
        try (TidewayServer first = echo().start();
                RawClient client = RawClient.upgraded(first.port(), "/echo/a")) {
            port = first.port();
            client.send(Frame.text("x"));
        }
        try (TidewayServer second = echo().port(port).start();
                RawClient client = RawClient.upgraded(port, "/echo/b")) {
            assertThat(second.port()).isEqualTo(port);
            client.send(Frame.text("x"));
            assertThat(client.frame().text()).isEqualTo("b: x");
        }
    }

    @Test
    void twoServersAtOnceKnowNothingOfEachOther() throws Exception {
        TidewayServer one = echo().start();
        try (one;
                TidewayServer two = echo().contextPath("/two").start();
                RawClient first = RawClient.upgraded(one.port(), "/echo/a");
                RawClient second = RawClient.upgraded(one.port(), "/echo/b");
                RawClient other = RawClient.upgraded(two.port(), "/two/echo/c")) {
            // The 101 comes before the endpoint knows of the connection.
            org.awaitility.Awaitility.await().untilAsserted(() -> {
                assertThat(one.select(ConnectionManager.class).connectionCount())
                        .isEqualTo(2);
                assertThat(two.select(ConnectionManager.class).connectionCount())
                        .isEqualTo(1);
            });
            two.select(ConnectionManager.class).broadcastText("to two");
            assertThat(other.frame().text()).isEqualTo("to two");
            CompletableFuture<Void> stop = CompletableFuture.runAsync(one::close);
            assertThat(first.answerClose().closeCode()).isEqualTo(1001);
            assertThat(second.answerClose().closeCode()).isEqualTo(1001);
            first.close();
            second.close();
            stop.join();
            other.send(Frame.text("still here"));
            assertThat(other.frame().text()).isEqualTo("c: still here");
        }
    }

    @Test
    void closingSends1001AndHappensOnce() throws Exception {
        TidewayServer server = echo().start();
        try (RawClient client = RawClient.upgraded(server.port(), "/echo/a")) {
            CompletableFuture<Void> stop = CompletableFuture.runAsync(server::close);
            assertThat(client.answerClose().closeCode()).isEqualTo(1001);
            assertThat(client.readsEof()).isTrue();
            client.close();
            stop.join();
        }
        server.close();
        assertThatThrownBy(server::container)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has been closed");
    }

    @Test
    void aRefusedUpgradeGetsItsAnswer() throws Exception {
        try (TidewayServer server = echo().start();
                RawClient client = RawClient.connect(server.port())) {
            client.send(RawClient.handshake("/echo/a?no"));
            RawClient.Answer answer = client.answer();
            assertThat(answer.status()).isEqualTo(402);
            assertThat(answer.body()).isEqualTo("not without paying");
            assertThat(client.readsEof()).isTrue();
        }
    }

    @Test
    void aBlockedHandlerDelaysNoOtherConnection() throws Exception {
        try (TidewayServer server = echo().start();
                RawClient blocked = RawClient.upgraded(server.port(), "/echo/a");
                RawClient free = RawClient.upgraded(server.port(), "/echo/b")) {
            blocked.send(Frame.text("block"));
            for (int i = 0; i < 50; i++) {
                free.send(Frame.text("x"));
                assertThat(free.frame().text()).isEqualTo("b: x");
            }
            Echo.RELEASE.countDown();
            assertThat(blocked.frame().text()).isEqualTo("a: block");
        }
    }

    @Test
    void httpIsServedBesideWebSocketAndMayUseBeans() throws Exception {
        try (TidewayServer server = echo().handler(
                                beans -> new HttpHandler() {
                                    @Override
                                    public void service(Request request, Response response) throws Exception {
                                        int count = beans.select(ConnectionManager.class)
                                                .get()
                                                .connectionCount();
                                        response.getWriter().write("connections: " + count);
                                    }
                                },
                                "/status")
                        .start();
                RawClient client = RawClient.upgraded(server.port(), "/echo/a");
                RawClient http = RawClient.connect(server.port())) {
            client.send(Frame.text("x"));
            client.frame();
            http.send("GET /status HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(http.answer().body()).isEqualTo("connections: 1");
        }
    }

    @Test
    void aHandlerMayCloseTheServer() throws Exception {
        TidewayServer server = TidewayServer.builder()
                .port(0)
                .beans(Closer.class)
                .stopTimeout(Duration.ofSeconds(2))
                .start();
        server.select(Closer.class).server(server);
        try (RawClient client = RawClient.upgraded(server.port(), "/closer")) {
            client.send(Frame.text("close"));
            assertThat(client.frame().closeCode()).isEqualTo(1001);
            client.send(Frame.close(1001));
            assertThat(client.readsEof()).isTrue();
        }
        server.close();
        org.awaitility.Awaitility.await().until(() -> NoThreadIsLeft.threads().isEmpty());
    }

    @Test
    void aServerWithoutEndpointsServesHttpAlone() throws Exception {
        try (TidewayServer server = TidewayServer.builder().port(0).beans().start();
                RawClient client = RawClient.connect(server.port())) {
            client.send(RawClient.handshake("/"));
            assertThat(client.answer().status()).isEqualTo(404);
        }
    }
}
