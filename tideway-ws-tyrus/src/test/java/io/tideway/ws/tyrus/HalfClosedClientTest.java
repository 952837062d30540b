package io.tideway.ws.tyrus;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Connection;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import io.tideway.ws.rawclient.CorkedSocket;
import io.tideway.ws.rawclient.Frame;
import io.tideway.ws.rawclient.RawClient;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Has clients of WebSocket end their side, of TCP or of TLS, and read on. */
class HalfClosedClientTest extends HalfClosedServer {
    private static final int ROUNDS = 30; // each is a race of the client's end with the thread that closes
    private static final int PARTS = 15;

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
    abstract static class Talker implements WebSocketHandler {
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
            assertThat(said.await(60, TimeUnit.SECONDS)).isTrue();
        }

        @Override
        public void onDisconnect(Connection connection, CloseFrame reason) {
            reasons.add(reason);
        }

        CloseFrame nextReason() throws InterruptedException {
            return reasons.poll(30, TimeUnit.SECONDS);
        }
    }

    @WebSocketEndpoint(value = "/talking", outboundQueueBytes = 1 << 24)
    public static class Talking extends Talker {}

    /** Gives up soon what a client does not read. */
    @WebSocketEndpoint(value = "/impatient", outboundQueueBytes = 1 << 24, sendTimeout = "2s")
    public static class Impatient extends Talker {}

    @Override
    TidewayServer.Builder builder() {
        return TidewayServer.builder().beans(Closing.class, Talking.class, Impatient.class);
    }

    @Test
    void whatTheHandlerSendsAndItsCloseLeaveAfterTheClientsFin() throws Exception {
        startWithoutTls();
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
        EndingTlsClients clients = startTls();
        for (int i = 0; i < ROUNDS; i++) {
            try (CorkedSocket plain = new CorkedSocket(server.port())) {
                SSLSocket socket = clients.over(plain);
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
        EndingTlsClients clients = startTls();
        for (int i = 0; i < ROUNDS; i++) {
            try (CorkedSocket plain = new CorkedSocket(server.port())) {
                SSLSocket socket = clients.over(plain);
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
        startWithoutTls();
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
    void anUpgradeThatComesTogetherWithTheEndOfTlsIsMadeAndEnds() throws Exception {
        EndingTlsClients clients = startTls();
        try (CorkedSocket plain = new CorkedSocket(server.port());
                RawClient client = clients.requestAndEnd(plain, RawClient.handshake("/closing"))) {
            assertThat(client.answer().status()).isEqualTo(101);
            assertThat(client.readsEof()).isTrue();
        }
        assertThat(server.select(Closing.class).nextReason()).isEqualTo(CloseFrame.ABNORMAL);
    }

    @Test
    void aClientThatEndsItsSideAndReadsNothingIsGivenUp() throws Exception {
        startWithoutTls();
        try (RawClient client = RawClient.connectWithSmallWindow("127.0.0.1", server.port())) {
            client.send(RawClient.handshake("/impatient"));
            assertThat(client.answer().status()).isEqualTo(101);
            client.send(Frame.text("go"));
            client.finish();
            assertThat(server.select(Impatient.class).nextReason())
                    .extracting(CloseFrame::code)
                    .isEqualTo(CloseFrame.ABNORMAL.code());
        }
    }

    @Test
    void theConnectionOfAClientThatEndsItsSideWithoutACloseFrameEnds() throws Exception {
        startWithoutTls();
        try (RawClient client = RawClient.upgraded(server.port(), "/closing")) {
            client.finish();
            assertThat(client.readsEof()).isTrue();
        }
        assertThat(server.select(Closing.class).nextReason()).isEqualTo(CloseFrame.ABNORMAL);
    }
}
