package io.tideway.ws.tyrus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import io.tideway.ws.rawclient.RawClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.function.Executable;

/** Suspends a server that waits for the rest of a request. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class FrozenRequestTest {
    private static final Duration LIMIT = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String POST = "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n12345";

    /** The program, which says when its handler begins to read a body. */
    public static final class Program {
        public static void main(String[] args) {
            TidewayServer server = TidewayServer.builder()
                    .port(0)
                    .beans()
                    .requestTimeout(LIMIT)
                    .handler(
                            new HttpHandler() {
                                @Override
                                public void service(Request request, Response response) throws IOException {
                                    System.out.println("reading");
                                    request.getInputStream().readAllBytes();
                                }
                            },
                            "/*")
                    .start();
            System.out.println(server.port());
        }
    }

    @Test
    void aBodyWhoseRestNeverComesIsAnswered408AlsoAfterAStandstill() throws Exception {
        Process program = JavaProgram.started(Program.class);
        try (BufferedReader output = program.inputReader()) {
            int port = Integer.parseInt(output.readLine());
            assertIsAnswered(port, POST + "67890", output, () -> {}, 200); // which loads the classes
            assertIsAnswered(port, POST, output, () -> standStill(program), 408);
        } finally {
            program.destroyForcibly();
        }
    }

    private static void assertIsAnswered(
            int port, String request, BufferedReader output, Executable meanwhile, int status) throws Exception {
        try (RawClient client = RawClient.connect(port)) {
            client.send(request);
            await().atMost(PATIENCE).until(output::ready);
            assertThat(output.readLine()).isEqualTo("reading");
            assertDoesNotThrow(meanwhile);
            assertThat(client.answer().status()).isEqualTo(status);
        }
    }

    /** Suspends it for longer than a read of the server may take. */
    private static void standStill(Process program) throws IOException, InterruptedException {
        signal("STOP", program);
        await().pollDelay(LIMIT.multipliedBy(4)).until(() -> true);
        signal("CONT", program);
    }

    private static void signal(String name, Process process) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, "" + process.pid())
                        .start()
                        .waitFor())
                .isZero();
    }
}
