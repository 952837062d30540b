package io.tideway.ws.it.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.it.contract.ContractClient;
import io.tideway.ws.junit.TestClient;
import io.tideway.ws.junit.TestConnection;
import io.tideway.ws.rawclient.Frame;
import io.tideway.ws.rawclient.RawClient;
import io.tideway.ws.tyrus.TidewayServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Tests what the guide says of a server behind a proxy. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ProxyContract {
    private static final String CHAT = "/chat?token=1";

    /** More than the proxy's time limit, which the test has set to five seconds. */
    private static final Duration LONGER = Duration.ofSeconds(12);

    private TidewayServer server;
    private Proxy proxy;
    private TestClient client;

    /** Starts the proxy with the guide's configuration, to this port of the server and with a limit of five seconds. */
    abstract Proxy proxy(Path directory, int port) throws IOException;

    @BeforeAll
    void start(@TempDir Path directory) throws IOException {
        server = TidewayServer.builder()
                .port(0)
                .beans(EchoBehindProxy.class, EchoBehindProxy.Silent.class)
                .start();
        proxy = proxy(directory, server.port());
        client = TestClient.to(URI.create("ws://127.0.0.1:" + proxy.port())).withPatience(ContractClient.PATIENCE);
    }

    @AfterAll
    void stop() {
        if (client != null) {
            client.close();
        }
        if (proxy != null) {
            proxy.close();
        }
        if (server != null) {
            server.close();
        }
    }

    /** Replaces what the guide's configuration must have. */
    static String replaced(String configuration, String text, String other) {
        assertThat(configuration).contains(text);
        return configuration.replace(text, other);
    }

    @Test
    void messagesPassBothWays() {
        TestConnection connection = client.connect(CHAT);
        assertThat(connection.ask("hello")).isEqualTo("hello");
        String large = "x".repeat(60_000);
        assertThat(connection.ask(large)).isEqualTo(large);
        assertThat(connection.sendBinary(new byte[] {1, 2, 3}).nextBinary()).containsExactly(1, 2, 3);
    }

    @Test
    void aRefusedUpgradeArrivesWithItsStatusAndText() throws IOException {
        try (RawClient raw = RawClient.connect(proxy.port())) {
            raw.send(RawClient.handshakeTo("localhost:" + proxy.port(), "/chat"));
            RawClient.Answer answer = raw.answer();
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.body()).isEqualTo("a token is missing");
            assertThat(answer.headers()).doesNotContainEntry("Connection", "upgrade");
        }
    }

    @Test
    void aClientThatIsOnlyPingedStaysConnected() {
        TestConnection connection = client.connect(CHAT);
        connection.assertSilent(LONGER);
        assertThat(connection.ask("still here")).isEqualTo("still here");
    }

    @Test
    void aConnectionWithoutTrafficIsClosedByTheProxy() throws IOException {
        try (RawClient raw = RawClient.connect(proxy.port())) {
            raw.send(RawClient.handshakeTo("localhost:" + proxy.port(), "/chat/silent"));
            assertThat(raw.answer().status()).isEqualTo(101);
            raw.awaitTcpEnd();
        }
    }

    @Test
    void theServerSeesTheClientsAddressAndHost() {
        TestConnection connection = client.connect(CHAT);
        assertThat(connection.ask("header X-Forwarded-For")).isEqualTo("127.0.0.1");
        assertThat(connection.ask("header Host")).isEqualTo("127.0.0.1:" + proxy.port());
    }

    @Test
    void thePagesOwnOriginIsAcceptedAndAForeignOneRefused() throws IOException {
        assertThat(statusFor("https://shop.example.com")).isEqualTo(101);
        assertThat(statusFor("https://evil.example.com")).isEqualTo(403);
    }

    private int statusFor(String origin) throws IOException {
        try (RawClient raw = RawClient.connect(proxy.port())) {
            raw.send(RawClient.handshakeTo("shop.example.com", CHAT, "Origin: " + origin));
            return raw.answer().status();
        }
    }

    @Test
    void closeCodesPassBothWays() throws IOException {
        TestConnection asked = client.connect(CHAT);
        asked.send("close");
        assertThat(asked.closeFrame()).isEqualTo(new CloseFrame(4001, "as asked"));

        try (RawClient raw = RawClient.connect(proxy.port())) {
            raw.send(RawClient.handshakeTo("localhost:" + proxy.port(), CHAT));
            assertThat(raw.answer().status()).isEqualTo(101);
            raw.send(Frame.close(4002));
            assertThat(raw.closeFrame().closeCode()).isEqualTo(4002);
        }
    }
}
