package io.tideway.ws.internal.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tideway.ws.Connection;
import io.tideway.ws.Handshake;
import io.tideway.ws.UpgradeDecision;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Upgrades on Jetty 12.0, which shows an endpoint the headers that the client has sent, not those of the filter. */
class JettyUpgradeTest {

    @WebSocketEndpoint(value = "/chat", maxConnections = 2, subprotocols = "chat.v2")
    static class Chat implements WebSocketHandler {
        private final AtomicInteger upgrades = new AtomicInteger();
        private final BlockingQueue<String> opened = new LinkedBlockingQueue<>();

        @Override
        public UpgradeDecision onUpgrade(Handshake handshake) {
            upgrades.incrementAndGet();
            handshake.setMetadata("user", "ann");
            return UpgradeDecision.accept();
        }

        @Override
        public void onConnect(Connection connection) {
            opened.add(connection.metadata("user", String.class).orElse("anonymous"));
        }

        int upgrades() {
            return upgrades.get();
        }

        String nextOpened() throws InterruptedException {
            return String.valueOf(opened.poll(60, TimeUnit.SECONDS));
        }
    }

    @WebSocketEndpoint("/plain")
    static class WithoutSubprotocols implements WebSocketHandler {}

    @WebSocketEndpoint("/chosen")
    static class ChoosingItself implements WebSocketHandler {
        @Override
        public UpgradeDecision onUpgrade(Handshake handshake) {
            return UpgradeDecision.accept("its.own");
        }
    }

    private final HttpClient http = HttpClient.newHttpClient();
    private JettyApplication jetty;

    @BeforeEach
    void start() throws Exception {
        jetty = JettyApplication.started(Chat.class, WithoutSubprotocols.class, ChoosingItself.class);
    }

    @AfterEach
    void stop() throws Exception {
        jetty.stop();
    }

    @Test
    void onUpgradeRunsOnceAndWhatItSetsReachesTheConnection() throws Exception {
        connect("/chat");
        Chat chat = jetty.select(Chat.class);
        assertThat(chat.nextOpened()).isEqualTo("ann");
        assertThat(chat.upgrades()).isEqualTo(1);
    }

    @Test
    void aConnectionTakesOneSlot() throws Exception {
        Chat chat = jetty.select(Chat.class);
        connect("/chat");
        connect("/chat");
        assertThat(chat.nextOpened()).isEqualTo("ann");
        assertThat(chat.nextOpened()).isEqualTo("ann");
        assertThatThrownBy(() -> connect("/chat"))
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        refused ->
                                assertThat(refused.getResponse().statusCode()).isEqualTo(503));
    }

    @Test
    void aSubprotocolOfTheEndpointIsChosenAndNoToken() {
        assertThat(connect("/chat", "bearer.secret", "chat.v2").getSubprotocol())
                .isEqualTo("chat.v2");
        assertThat(connect("/plain", "bearer.secret", "chat.v2").getSubprotocol())
                .isEmpty();
    }

    @Test
    void theSubprotocolThatOnUpgradeAcceptsIsChosen() {
        assertThat(connect("/chosen", "bearer.secret", "its.own").getSubprotocol())
                .isEqualTo("its.own");
    }

    private WebSocket connect(String path, String... subprotocols) {
        WebSocket.Builder builder = http.newWebSocketBuilder();
        if (subprotocols.length > 0) {
            builder.subprotocols(subprotocols[0], java.util.Arrays.copyOfRange(subprotocols, 1, subprotocols.length));
        }
        return builder.buildAsync(URI.create("ws://127.0.0.1:" + jetty.port() + path), new WebSocket.Listener() {})
                .join();
    }
}
