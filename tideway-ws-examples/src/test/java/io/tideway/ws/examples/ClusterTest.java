package io.tideway.ws.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import io.tideway.ws.junit.TestClient;
import io.tideway.ws.junit.TestConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Runs the program twice, as two nodes that a Redis connects. */
@Execution(ExecutionMode.CONCURRENT)
class ClusterTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path output;

    private final List<Process> processes = new ArrayList<>();
    private int redis;
    private Process one;
    private TestClient toOne;
    private TestClient toTwo;

    @BeforeEach
    void start() throws Exception {
        redis = startRedis();
        one = program("one", 0);
        program("two", 0);
        toOne = client("one");
        toTwo = client("two");
        TestConnection first = arrive(toOne, "");
        first.send("/name probe");
        TestConnection second = arrive(toTwo, "");
        await().atMost(PATIENCE)
                .until(
                        () -> { // until the nodes know each other
                            second.send("/msg probe hello");
                            first.send("/rooms");
                            return first.nextTextsUntil(text -> text.startsWith("{")).stream()
                                    .anyMatch(text -> text.contains("(private): hello"));
                        });
        first.close();
        second.close();
    }

    @AfterEach
    void end() {
        processes.forEach(Process::destroyForcibly);
    }

    private int startRedis() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        try {
            processes.add(
                    run("redis", List.of("redis-server", "--port", "" + port, "--bind", "127.0.0.1", "--save", "")));
        } catch (IOException missing) {
            if (System.getProperty("tideway.require", "").contains("redis")) {
                fail("tideway.require names redis, but redis-server cannot be started", missing);
            }
            Assumptions.abort("redis-server is not installed");
        }
        await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            new Socket("127.0.0.1", port).close();
            return true;
        });
        return port;
    }

    private Process program(String name, int port) throws IOException {
        Process program = run(
                name,
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Dtideway.port=" + port,
                        "-Dtideway.ws.cluster.redis.uri=redis://127.0.0.1:" + redis,
                        Main.class.getName()));
        processes.add(program);
        return program;
    }

    private Process run(String name, List<String> command) throws IOException {
        return new ProcessBuilder(command)
                .directory(output.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.resolve(name).toFile())
                .start();
    }

    private TestClient client(String name) {
        return TestClient.to(address(name)).withPatience(PATIENCE);
    }

    /** Waits until a program listens, and returns where. */
    private URI address(String name) {
        Path told = output.resolve(name);
        String marker = "Tideway is listening on ";
        await().atMost(PATIENCE).until(() -> Files.readString(told).contains(marker));
        return URI.create(read(told).split(marker)[1].strip());
    }

    private void kill() {
        try {
            one.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void startAgain() {
        try {
            one = program("one again", address("one").getPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        URI unused = address("one again");
    }

    @Test
    void browsersOnBothNodesChatAndMissNothingWhenOneNodeIsKilled() throws Exception {
        NodeProgram.runInBrowsers(
                "two-nodes-page.mjs",
                List.of(address("one"), address("two")),
                output,
                Map.of("kill", this::kill, "start", this::startAgain));
    }

    @Test
    void clientsOfTheCentrifugeProtocolRecoverOnTheOtherNode() throws Exception {
        NodeProgram.run(
                "two-nodes-client.mjs", List.of(address("one"), address("two")), output, Map.of("kill", this::kill));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Connects with a position and takes the welcome. */
    private static TestConnection arrive(TestClient client, String since) {
        TestConnection connection = client.connect("/ws?since=" + since);
        assertThat(connection.nextText()).contains("Welcome");
        if (since.isEmpty()) {
            position(connection);
        }
        return connection;
    }

    private static String last(List<String> texts) {
        return texts.get(texts.size() - 1);
    }

    private static String position(TestConnection connection) {
        String told = last(connection.nextTextsUntil(text -> text.contains("\"position\"")));
        return told.replaceAll(".*\"position\":\"([^\"]+)\".*", "$1");
    }

    @Test
    void aClientOfANodeThatIsKilledGetsWhatItMissedFromTheOther() throws Exception {
        TestConnection ann = toOne.connect("/ws?since=");
        String position = position(ann);
        TestConnection bob = arrive(toTwo, "");
        bob.send("/name bob");
        bob.send("before");
        ann.nextTextsUntil("bob: before"::equals);
        one.destroyForcibly().waitFor();
        bob.send("while it is down");
        bob.nextTextsUntil("bob: while it is down"::equals);
        TestConnection back = arrive(toTwo, position);
        assertThat(back.nextText()).isEqualTo("bob: before");
        assertThat(back.nextText()).isEqualTo("bob: while it is down");
        assertThat(back.nextText()).contains("\"recovered\":true");
    }
}
