package io.tideway.ws.internal.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.Connection;
import io.tideway.ws.Handshake;
import io.tideway.ws.UpgradeDecision;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import io.tideway.ws.rawclient.RawClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Upgrades on Jetty 12.0, which shows an endpoint the headers that the client has sent, not those of the filter. */
class JettyUpgradeTest {
    private static final String SUBPROTOCOL = "Sec-WebSocket-Protocol";
    private static final String OFFER = SUBPROTOCOL + ": bearer.secret, ";

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

    private final List<RawClient> clients = new ArrayList<>();
    private JettyApplication jetty;

    @BeforeEach
    void start() throws Exception {
        jetty = JettyApplication.started(Chat.class, WithoutSubprotocols.class, ChoosingItself.class);
    }

    @AfterEach
    void stop() throws Exception {
        clients.forEach(RawClient::close);
        jetty.stop();
    }

    @Test
    void onUpgradeRunsOnceAndWhatItSetsReachesTheConnection() throws Exception {
        upgrade("/chat");
        Chat chat = jetty.select(Chat.class);
        assertThat(chat.nextOpened()).isEqualTo("ann");
        assertThat(chat.upgrades()).isEqualTo(1);
    }

    @Test
    void aConnectionTakesOneSlot() throws Exception {
        Chat chat = jetty.select(Chat.class);
        upgrade("/chat");
        upgrade("/chat");
        assertThat(chat.nextOpened()).isEqualTo("ann");
        assertThat(chat.nextOpened()).isEqualTo("ann");
        assertThat(upgrade("/chat").status()).isEqualTo(503);
    }

    @Test
    void aSubprotocolOfTheEndpointIsChosenAndNoToken() throws Exception {
        assertThat(upgrade("/chat", OFFER + "chat.v2").headers()).containsEntry(SUBPROTOCOL, "chat.v2");
        assertThat(upgrade("/plain", OFFER + "chat.v2"))
                .satisfies(answer -> assertThat(answer.status()).isEqualTo(101))
                .satisfies(answer -> assertThat(answer.headers()).doesNotContainKey(SUBPROTOCOL));
    }

    @Test
    void theSubprotocolThatOnUpgradeAcceptsIsChosen() throws Exception {
        assertThat(upgrade("/chosen", OFFER + "its.own").headers()).containsEntry(SUBPROTOCOL, "its.own");
    }

    /** Leaves the connection open until the end of the test. */
    private RawClient.Answer upgrade(String path, String... headers) throws IOException {
        RawClient client = RawClient.connect(jetty.port());
        clients.add(client);
        client.send(RawClient.handshake(path, headers));
        return client.answer();
    }
}
