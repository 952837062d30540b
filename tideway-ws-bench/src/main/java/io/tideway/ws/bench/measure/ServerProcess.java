package io.tideway.ws.bench.measure;

import io.tideway.ws.bench.load.Crowd;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs a server of this program in a separate process, so that neither disturbs the other's heap. Its JVM has the
 * {@code -XX} options of this one.
 */
final class ServerProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final int port;
    private final File output = File.createTempFile("tideway-bench-server", ".log");

    /**
     * Starts a server and waits until it takes connections.
     *
     * @param what which server, as on the command line after the port
     */
    ServerProcess(String... what) throws IOException {
        this(Map.of(), what);
    }

    /**
     * Starts a server with options and waits until it takes connections.
     *
     * @param options system properties of its process
     * @param what which server, as on the command line after the port
     */
    ServerProcess(Map<String, String> options, String... what) throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx2g"));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("-XX:"))
                .forEach(command::add);
        options.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                "io.tideway.ws.bench.Main",
                "serve",
                String.valueOf(port)));
        command.addAll(List.of(what));
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output)
                .start();
        awaitUpgrade();
    }

    int port() {
        return port;
    }

    /** Returns the processor time that the server has taken so far. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private void awaitUpgrade() throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline && process.isAlive()) {
            // Some containers listen before their endpoints answer, with 404 until then.
            try {
                Crowd.probe(port, Duration.ofNanos(deadline - System.nanoTime()));
                return;
            } catch (IOException notYet) {
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            }
        }
        close();
        throw new IOException("the server does not take connections, see " + output);
    }

    /** Ends it as {@code kill -9} does. */
    void kill() {
        process.destroyForcibly();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
