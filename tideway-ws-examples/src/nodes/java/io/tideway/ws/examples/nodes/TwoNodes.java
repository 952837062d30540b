package io.tideway.ws.examples.nodes;

import static org.awaitility.Awaitility.await;

import io.tideway.ws.redisprogram.RedisProgram;
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

/** Runs two processes of the examples, connected by a Redis of their own. */
public final class TwoNodes implements AutoCloseable {
    /** How long to wait for what comes from a node. */
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String LISTENING = "Tideway is listening on ";

    private final List<Process> processes = new ArrayList<>();
    private final Path output;
    private final int redis;
    private Process one;
    private final URI first;
    private final URI second;

    private TwoNodes(Path output) throws IOException {
        this.output = Files.createDirectories(output);
        try {
            redis = redis();
            one = node("one", 0);
            node("two", 0);
            first = address("one");
            second = address("two");
        } catch (IOException | RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /**
     * Starts two nodes, or ends the test: it fails where Redis is required, else it is skipped.
     *
     * @param output the directory for what they print
     */
    public static TwoNodes start(Path output) throws IOException {
        return new TwoNodes(output);
    }

    /** Returns the root of the first node. */
    public URI first() {
        return first;
    }

    /** Returns the root of the second node. */
    public URI second() {
        return second;
    }

    /** Ends the first node without giving it time for anything. */
    public void killFirst() {
        one.destroyForcibly().onExit().join();
    }

    /** Starts the first node again, at its address. */
    public void startFirstAgain() {
        String name = "one again";
        try {
            one = node(name, first.getPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        awaitListening(name);
    }

    private int redis() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        run("redis", RedisProgram.serverOn(port));
        await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            new Socket("127.0.0.1", port).close();
            return true;
        });
        return port;
    }

    private Process node(String name, int port) throws IOException {
        return run(
                name,
                ExamplesProgram.command(
                        "-Dtideway.port=" + port, "-Dtideway.ws.cluster.redis.uri=redis://127.0.0.1:" + redis));
    }

    private Process run(String name, List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.resolve(name).toFile())
                .start();
        processes.add(process);
        return process;
    }

    private URI address(String name) throws IOException {
        awaitListening(name);
        String told = Files.readString(output.resolve(name));
        return URI.create(told.split(LISTENING)[1].lines().findFirst().orElseThrow());
    }

    private void awaitListening(String name) {
        Path log = output.resolve(name);
        await().atMost(PATIENCE).until(() -> Files.readString(log).matches("(?s).*" + LISTENING + "\\S+\\R.*"));
    }

    @Override
    public void close() {
        processes.forEach(process -> process.destroyForcibly().onExit().join());
    }
}
