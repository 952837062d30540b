package io.tideway.ws.it.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.it.contract.ContractClient;
import io.tideway.ws.it.contract.app.Journal;
import io.tideway.ws.it.contract.app.ProbeEndpoint;
import io.tideway.ws.it.contract.app.RecordingEchoEndpoint;
import io.tideway.ws.junit.TestConnection;
import io.tideway.ws.rawclient.Frame;
import io.tideway.ws.rawclient.RawClient;
import io.tideway.ws.tyrus.TidewayServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Suspends a server for longer than its clients may be silent. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class FrozenServerTest {
    private static final Duration FREEZE = Duration.ofSeconds(7);
    private static final int CLIENTS = 200;

    @WebSocketEndpoint(value = "/beat", heartbeatInterval = "1s", heartbeatTimeout = "3s", sendTimeout = "2s")
    static class HeartbeatEndpoint extends RecordingEchoEndpoint {}

    /** Runs the server until its process is ended. */
    static final class Main {
        public static void main(String[] arguments) throws InterruptedException {
            TidewayServer server = TidewayServer.builder()
                    .port(0)
                    .discovery(false)
                    .beans(HeartbeatEndpoint.class, ProbeEndpoint.class, Journal.class)
                    .start();
            System.out.println(server.uri("/"));
            new CountDownLatch(1).await();
        }
    }

    @Test
    void aFrozenServerKeepsHealthyClientsAndEndsTheDeadOne() throws Exception {
        Process process = start();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
                ContractClient application = new ContractClient(URI.create(out.readLine()))) {
            List<TestConnection> clients = IntStream.range(0, CLIENTS)
                    .mapToObj(i -> application.connect("/beat"))
                    .toList();
            clients.forEach(client -> assertThat(client.ask("before")).isEqualTo("before"));
            RawClient dead = application.raw("/beat");
            signal("STOP", process);
            clients.forEach(client -> client.send("while it is frozen"));
            await().pollDelay(FREEZE).until(() -> true);
            signal("CONT", process);
            clients.forEach(client -> assertThat(client.nextText()).isEqualTo("while it is frozen"));
            assertThat(pingOrEnd(dead)).isEqualTo("ended");
            clients.forEach(client -> assertThat(client.ask("after")).isEqualTo("after"));
        } finally {
            process.destroyForcibly();
        }
    }

    private static Process start() throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(java, "-Xmx256m", "-cp", System.getProperty("java.class.path"), Main.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static void signal(String name, Process process) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start();
        assertThat(kill.waitFor()).isZero();
    }

    /** Reads pings, and answers none, until the connection ends without a close frame. */
    private static String pingOrEnd(RawClient client) {
        try {
            while (true) {
                assertThat(client.frame().opcode()).isEqualTo(Frame.PING);
            }
        } catch (IOException end) {
            return end instanceof java.net.SocketTimeoutException ? "still open" : "ended";
        }
    }
}
