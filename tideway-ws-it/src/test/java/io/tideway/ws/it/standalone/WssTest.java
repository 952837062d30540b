package io.tideway.ws.it.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tideway.ws.Connection;
import io.tideway.ws.ConnectionManager;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import io.tideway.ws.it.contract.ContractClient;
import io.tideway.ws.junit.TestClient;
import io.tideway.ws.junit.TestConnection;
import io.tideway.ws.rawclient.TestKeys;
import io.tideway.ws.tyrus.TidewayServer;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shows WebSocket over TLS: messages arrive whole and in their order, and the connection is secure. */
class WssTest {
    private static final int THREADS = 4;
    private static final int BROADCASTS_EACH = 1000;

    @TempDir
    static Path directory;

    private static TestKeys keys;

    private TidewayServer server;
    private TestClient client;

    @WebSocketEndpoint(
            value = "/echo",
            maxMessageBytes = 1 << 20,
            outboundQueueBytes = 1 << 24,
            outboundQueueMessages = 100_000)
    static class EchoEndpoint implements WebSocketHandler {
        @Override
        public void onText(Connection connection, String text) {
            connection.sendText(text);
        }
    }

    @BeforeAll
    static void makeKeys() throws Exception {
        keys = new TestKeys(directory, "EC");
    }

    @BeforeEach
    void start() throws Exception {
        server = TidewayServer.builder()
                .port(0)
                .discovery(false)
                .beans(EchoEndpoint.class)
                .tls(keys.chain, keys.key)
                .start();
        client = TestClient.to(server)
                .withHttpClient(
                        HttpClient.newBuilder().sslContext(keys.client()).build())
                .withPatience(ContractClient.PATIENCE);
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void messagesComeBackOverWss() {
        assertThat(server.uri("/echo").toString()).startsWith("wss://127.0.0.1:");
        assertThat(server.uri().toString()).startsWith("https://127.0.0.1:");
        TestConnection connection = client.connect("/echo");
        for (String text : List.of("hello", "x".repeat(300_000))) {
            assertThat(connection.ask(text)).isEqualTo(text);
        }
        connection.close();
        assertThat(connection.closeCode()).isEqualTo(1000);
    }

    @Test
    void aConnectionOverTlsIsSecure() {
        client.connect("/echo");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(server.select(ConnectionManager.class).connections())
                                .singleElement()
                                .matches(Connection::isSecure));
    }

    @Test
    void broadcastsOfManyThreadsArriveWholeAndInOrder() throws Exception {
        List<TestConnection> connections =
                IntStream.range(0, 3).mapToObj(i -> client.connect("/echo")).toList();
        ConnectionManager manager = server.select(ConnectionManager.class);
        List<Thread> threads = IntStream.range(0, THREADS)
                .mapToObj(thread -> new Thread(() -> {
                    for (int i = 0; i < BROADCASTS_EACH; i++) {
                        manager.broadcastText(thread + ":" + i + ":" + "y".repeat(i % 300));
                    }
                }))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        for (TestConnection connection : connections) {
            int[] next = new int[THREADS];
            for (String text : connection.nextTexts(THREADS * BROADCASTS_EACH)) {
                String[] parts = text.split(":", -1);
                int number = next[Integer.parseInt(parts[0])]++;
                assertThat(Integer.parseInt(parts[1])).isEqualTo(number);
                assertThat(parts[2]).hasSize(number % 300);
            }
        }
        server.close();
        assertThat(connections)
                .allSatisfy(connection -> assertThat(connection.closeCode()).isEqualTo(1001));
    }
}
