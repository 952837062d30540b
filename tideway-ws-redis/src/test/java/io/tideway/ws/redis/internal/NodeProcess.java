package io.tideway.ws.redis.internal;

import io.tideway.ws.junit.TestClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Runs one node of the application of these tests, in a JVM of its own. */
final class NodeProcess implements AutoCloseable {
    private static final String LISTENING = "listening on ";

    private final Process process;
    final TestClient client;

    private NodeProcess(Process process, URI uri) {
        this.process = process;
        this.client = TestClient.to(uri).withPatience(Duration.ofSeconds(60));
    }

    /** Starts a node, with system properties as {@code key=value}. */
    static NodeProcess started(String... properties) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("-XX:")) // the compiler of this JVM
                .forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        for (String property : properties) {
            command.add("-D" + property);
        }
        command.add(NodeProcess.class.getName());
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            BufferedReader told =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            for (String line = told.readLine(); line != null; line = told.readLine()) {
                if (line.startsWith(LISTENING)) {
                    return new NodeProcess(process, URI.create(line.substring(LISTENING.length())));
                }
            }
            throw new AssertionError("the node has ended with " + process.waitFor());
        } catch (IOException failed) {
            throw new AssertionError("cannot start a JVM", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", interrupted);
        }
    }

    /**
     * Runs the node until it is killed.
     *
     * @param args not looked at
     */
    public static void main(String[] args) throws InterruptedException {
        System.out.println(LISTENING + Application.started().server.uri());
        Thread.currentThread().join();
    }

    /** Ends it as {@code kill -9} does. */
    void kill() {
        process.destroyForcibly();
    }

    /** Stands still, as in a long collection of garbage. */
    void pause() {
        Signal.STOP.to(process);
    }

    /** Goes on after a pause. */
    void resume() {
        Signal.CONT.to(process);
    }

    @Override
    public void close() {
        resume();
        kill();
    }
}
