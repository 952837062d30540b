package io.tideway.ws.it.realtime;

import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import io.tideway.ws.examples.Main;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Is two processes of the examples that a Redis of their own connects. */
final class TwoNodes implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String LISTENING = "Tideway is listening on ";

    private final List<Process> processes = new ArrayList<>();
    private final Path output = Path.of("target", "two-nodes");
    private final Process one;
    private final URI first;
    private final URI second;

    private TwoNodes() throws IOException {
        Files.createDirectories(output);
        try {
            int redis = redis();
            one = node("one", redis);
            node("two", redis);
            first = address("one");
            second = address("two");
        } catch (IOException | RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /** Starts two nodes, or ends the test: it fails where Redis is required, else it is skipped. */
    static TwoNodes start() throws IOException {
        return new TwoNodes();
    }

    URI first() {
        return first;
    }

    URI second() {
        return second;
    }

    /** Ends the first node without giving it time for anything. */
    void killFirst() {
        one.destroyForcibly().onExit().join();
    }

    private int redis() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        try {
            run("redis", List.of("redis-server", "--port", "" + port, "--bind", "127.0.0.1", "--save", ""));
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

    private Process node(String name, int redis) throws IOException {
        return run(
                name,
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath(),
                        "-Dtideway.port=0",
                        "-Dtideway.ws.cluster.redis.uri=redis://127.0.0.1:" + redis,
                        Main.class.getName()));
    }

    /** Returns the class path of the tests without the tests, whose endpoints the program would find. */
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private Process run(String name, List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.resolve(name).toFile())
                .start();
        processes.add(process);
        return process;
    }

    private URI address(String name) {
        Path log = output.resolve(name);
        await().atMost(PATIENCE).until(() -> Files.readString(log).contains(LISTENING));
        try {
            String root = Files.readString(log)
                    .split(LISTENING)[1]
                    .lines()
                    .findFirst()
                    .orElseThrow();
            return URI.create(root.strip()).resolve("/realtime");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        processes.forEach(process -> process.destroyForcibly().onExit().join());
    }
}
