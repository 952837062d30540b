package io.tideway.ws.it.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.Audience;
import io.tideway.ws.Connection;
import io.tideway.ws.ConnectionManager;
import io.tideway.ws.Room;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.it.contract.ContractClient;
import io.tideway.ws.it.contract.app.Journal;
import io.tideway.ws.it.contract.app.RecordingEchoEndpoint;
import io.tideway.ws.junit.TestConnection;
import io.tideway.ws.rawclient.Frame;
import io.tideway.ws.rawclient.RawClient;
import io.tideway.ws.tyrus.TidewayServer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Shows how a stop closes connections, and that no thread of the server is left. */
@Tag("alone")
class ShutdownTest {

    @WebSocketEndpoint(value = "/echo", outboundQueueMessages = 10_000)
    static class Ordinary extends RecordingEchoEndpoint {}

    @WebSocketEndpoint(value = "/short", closeTimeout = "500ms", outboundQueueBytes = 2 * SlowReader.STUCK_BYTES)
    static class Short extends RecordingEchoEndpoint {}

    private static TidewayServer start(Class<?> handler) {
        return TidewayServer.builder()
                .port(0)
                .discovery(false)
                .beans(handler, Journal.class)
                .start();
    }

    private static Connection connection(TidewayServer server, String tag) {
        return server.select(ConnectionManager.class).connections().stream()
                .filter(c -> Journal.tag(c.handshake()).equals(tag))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aStopSendsQueuedMessagesThen1001AndCallsOnDisconnect() {
        TidewayServer server = start(Ordinary.class);
        try (ContractClient application = new ContractClient(server.uri("/"))) {
            List<TestConnection> clients = IntStream.range(0, 50)
                    .mapToObj(i -> application.connect("/echo?tag=clients"))
                    .toList();
            clients.forEach(client -> assertThat(client.ask("ready")).isEqualTo("ready"));
            ConnectionManager manager = server.select(ConnectionManager.class);
            manager.toAll().joinRoom("room");
            manager.connections().forEach(connection -> connection.setUserId("ann"));
            for (int i = 0; i < 500; i++) {
                manager.broadcastText("" + i);
            }
            // These three outlive the beans, so they show the registry afterwards.
            Audience everyone = manager.toAll();
            Room room = manager.room("room");
            List<String> journal = server.select(Journal.class).of("clients");
            server.close();

            List<String> all = IntStream.range(0, 500).mapToObj(String::valueOf).toList();
            for (TestConnection client : clients) {
                assertThat(client.nextTexts(500)).isEqualTo(all);
                assertThat(client.closeCode()).isEqualTo(1001);
            }
            assertThat(everyone.count()).isZero();
            assertThat(room.memberCount()).isZero();
            assertThat(journal)
                    .filteredOn(line -> line.startsWith("disconnect"))
                    .hasSize(50)
                    .allMatch(line -> line.startsWith("disconnect 1001"));
        }
    }

    @Test
    void aClientThatNeverReadsDelaysAStopByTheCloseTimeoutAtMost() throws IOException {
        TidewayServer server = start(Short.class);
        try (ContractClient application = new ContractClient(server.uri("/"))) {
            RawClient stuck = application.raw("/short?tag=stuck");
            RawClient silent = application.raw("/short?tag=silent");
            TestConnection good = application.connect("/short?tag=good");
            SlowReader.of(stuck, connection(server, "stuck"));
            List<String> told = server.select(Journal.class).of("stuck");
            Instant before = Instant.now();
            server.close();
            assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(8));
            assertThat(good.closeCode()).isEqualTo(1001);
            assertThat(silent.closeFrame().closeCode()).isEqualTo(1001);
            assertThat(told).hasSize(2).last().asString().startsWith("disconnect 1001");
            stuck.awaitTcpEnd();
            silent.awaitTcpEnd();
        }
    }

    @Test
    void noThreadIsLeftAndAServerMayBeStartedAgain() throws IOException {
        Set<Thread> before = threads();
        for (int round = 0; round < 3; round++) {
            TidewayServer server = start(Ordinary.class);
            try (ContractClient application = new ContractClient(server.uri("/"))) {
                TestConnection client = application.connect("/echo");
                RawClient raw = application.raw("/echo");
                assertThat(client.ask("hello")).isEqualTo("hello");
                raw.send(Frame.text("hello"));
                assertThat(raw.dataFrame().text()).isEqualTo("hello");
                raw.leave();
                assertThat(threads()).as("threads while it runs").hasSizeGreaterThan(before.size());
                server.close();
                assertThat(client.closeCode()).isEqualTo(1001);
            }
            Set<Thread> left = threads();
            left.removeAll(before);
            assertThat(left).isEmpty();
        }
    }

    private static Set<Thread> threads() {
        Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
        threads.removeIf(thread -> !thread.isAlive() || thread.getName().startsWith("HttpClient"));
        threads.removeIf(thread -> thread.getThreadGroup() == null
                || thread.getThreadGroup().getName().equals("InnocuousThreadGroup")
                || thread.getThreadGroup().getName().equals("system"));
        return threads;
    }
}
