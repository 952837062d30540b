package io.tideway.ws.tyrus;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.Handshake;
import io.tideway.ws.UpgradeDecision;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import io.tideway.ws.rawclient.RawClient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Asks for upgrades while a server stops. */
@Tag("alone")
class UpgradesDuringAStopTest {
    /** Holds up decisions on upgrades. */
    @ApplicationScoped
    public static class Decision {
        private final CountDownLatch asked = new CountDownLatch(1);
        private final CountDownLatch due = new CountDownLatch(1);

        CountDownLatch asked() {
            return asked;
        }

        CountDownLatch due() {
            return due;
        }
    }

    @WebSocketEndpoint("/waits-in-on-upgrade")
    public static class WaitsInOnUpgradeEndpoint implements WebSocketHandler {
        @Inject
        Decision decision;

        @Override
        public UpgradeDecision onUpgrade(Handshake handshake) throws Exception {
            CountDownLatch due = decision.due();
            decision.asked().countDown();
            due.await();
            return UpgradeDecision.accept();
        }
    }

    @WebSocketEndpoint("/silent")
    public static class Silent implements WebSocketHandler {}

    private final List<RawClient> clients = new ArrayList<>();

    @AfterEach
    void closeClients() {
        clients.forEach(RawClient::close);
    }

    @Test
    void upgradesThatAStopRefusesEndTheirConnections() throws Exception {
        TidewayServer server = TidewayServer.builder()
                .port(0)
                .stopTimeout(Duration.ofSeconds(12))
                .beans(Decision.class, WaitsInOnUpgradeEndpoint.class, Silent.class)
                .start();
        RawClient late = RawClient.connect(server.port());
        clients.add(late);
        RawClient open = RawClient.upgraded(server.port(), "/silent");
        clients.add(open);
        RawClient underWay = RawClient.connect(server.port());
        clients.add(underWay);
        underWay.send(RawClient.handshake("/waits-in-on-upgrade"));
        CountDownLatch due = server.select(Decision.class).due();
        server.select(Decision.class).asked().await();
        CompletableFuture<Void> stop = CompletableFuture.runAsync(server::close);
        try {
            // Goes to the clients after the first refusal is possible.
            assertThat(open.frame().closeCode()).isEqualTo(1001);
            due.countDown();
            late.send(RawClient.handshake("/silent"));
            for (RawClient refused : List.of(underWay, late)) {
                RawClient.Answer answer = refused.answer();
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.headers()).containsEntry("connection", "close");
                assertThat(refused.readsEof()).isTrue();
            }
        } finally {
            due.countDown();
            open.close();
            stop.join();
        }
    }
}
