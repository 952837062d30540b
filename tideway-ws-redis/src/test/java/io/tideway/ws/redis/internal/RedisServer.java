package io.tideway.ws.redis.internal;

import io.tideway.ws.redisprogram.RedisProgram;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.awaitility.Awaitility;

/** Starts a Redis on a free port, in a directory of its own, and does to it what happens to servers. */
final class RedisServer implements AutoCloseable {
    private final String server = RedisProgram.SERVER.command();
    private final String client = RedisProgram.CLI.command();
    private final int port;
    private final Path directory;
    private final List<String> options;
    private Process process;

    private RedisServer(int port, Path directory, List<String> options) {
        this.port = port;
        this.directory = directory;
        this.options = options;
    }

    /** Starts a server, which may be another one than Redis: {@link RedisProgram}. */
    static RedisServer started(String... options) {
        return startedOn(freePort(), options);
    }

    static RedisServer startedOn(int port, String... options) {
        try {
            RedisServer server = new RedisServer(port, Files.createTempDirectory("tideway-redis"), List.of(options));
            server.start();
            return server;
        } catch (IOException failed) {
            throw new AssertionError("cannot make a directory for Redis", failed);
        }
    }

    /** Tells whether the server has been built with TLS. */
    static boolean hasTls() {
        try {
            // Without a certificate it ends at once, and says why.
            Process run = new ProcessBuilder(
                            RedisProgram.SERVER.command(), "--port", "0", "--tls-port", "" + freePort())
                    .redirectErrorStream(true)
                    .start();
            String text = new String(run.getInputStream().readAllBytes());
            run.waitFor(10, TimeUnit.SECONDS);
            return text.contains("Failed to configure TLS");
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", interrupted);
        }
    }

    /**
     * Finds a port that is free, and the one that is 10000 higher, which a Cluster needs, too. Systems give neither to
     * outgoing connections, so a server that is started again finds its own.
     */
    static int freePort() {
        int port;
        do {
            port = ThreadLocalRandom.current().nextInt(10_000, 20_000);
        } while (!isFree(port) || !isFree(port + 10_000));
        return port;
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    /** Starts it again where it was, after a stop. */
    void start() {
        List<String> command = new ArrayList<>(List.of(server));
        if (options.contains("--sentinel")) {
            command.add(options.get(0));
        }
        command.addAll(List.of("--port", "" + port, "--bind", "127.0.0.1", "--dir", directory.toString()));
        command.addAll(options.contains("--sentinel") ? List.of("--sentinel") : List.of("--save", ""));
        if (!options.contains("--sentinel")) {
            command.addAll(options);
        }
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("log").toFile())
                    .start();
        } catch (IOException failed) {
            throw new AssertionError("cannot start " + command, failed);
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(10))
                .failFast("the server has ended", () -> !process.isAlive())
                .until(this::answers);
    }

    /** Waits until it answers, as after a pause. */
    void awaitAnswer() {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(this::answers);
    }

    /** Asks it on a connection of its own, which takes as long as the answer. */
    private boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(5), StandardCharsets.US_ASCII).equals("+PONG");
        } catch (IOException refused) {
            return false;
        }
    }

    int port() {
        return port;
    }

    String uri() {
        return "redis://127.0.0.1:" + port;
    }

    /** Makes settings that lead to this server. */
    Function<String, Optional<String>> settings(String... more) {
        Map<String, String> values = new java.util.HashMap<>(Map.of(RedisSettings.URI, uri()));
        for (int at = 0; at < more.length; at += 2) {
            values.put(more[at], more[at + 1]);
        }
        return key -> Optional.ofNullable(values.get(key));
    }

    /** Sends a command by redis-cli and returns what it prints. */
    String cli(String... command) {
        List<String> whole = new ArrayList<>(List.of(client, "-p", "" + port));
        whole.addAll(List.of(command));
        try {
            Process run = new ProcessBuilder(whole).redirectErrorStream(true).start();
            String text = new String(run.getInputStream().readAllBytes());
            run.waitFor(10, TimeUnit.SECONDS);
            return text.trim();
        } catch (IOException failed) {
            throw new AssertionError(whole + " failed", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", interrupted);
        }
    }

    /** Starts a command by redis-cli whose answer may take long, as that of DEBUG SLEEP. */
    void cliLater(String... command) {
        List<String> whole = new ArrayList<>(List.of(client, "-p", "" + port));
        whole.addAll(List.of(command));
        try {
            new ProcessBuilder(whole)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException failed) {
            throw new AssertionError(whole + " failed", failed);
        }
    }

    /** Ends it as a crash does. */
    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Ends it in order, without saving anything. */
    void shutdown() {
        cli("shutdown", "nosave");
        awaitEnd();
    }

    /** Stands still as in a virtual machine that is moved. */
    void pause() {
        Signal.STOP.to(process);
    }

    /** Goes on after a pause. */
    void resume() {
        Signal.CONT.to(process);
    }

    private void awaitEnd() {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> !process.isAlive());
    }

    @Override
    public void close() {
        Signal.CONT.to(process);
        process.destroyForcibly();
        awaitEnd();
        try (java.util.stream.Stream<Path> files = Files.walk(directory)) {
            files.sorted(java.util.Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException left) {
            throw new AssertionError("cannot delete " + directory, left);
        }
    }
}
