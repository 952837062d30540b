package io.tideway.ws.it.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A program that runs until it is told to end. */
final class RunningProgram implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Pattern LISTENING = Pattern.compile("Listening on (\\S+)");

    private final Process process;
    private final Path log;
    private final Set<ProcessHandle> started = new LinkedHashSet<>();

    private RunningProgram(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts a program in a directory; {@code java} and its tools are those of this JVM. */
    static RunningProgram start(Path directory, Map<String, String> environment, List<String> command)
            throws IOException {
        Path log = Files.createTempFile(directory, "program", ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        Map<String, String> variables = builder.environment();
        variables.putAll(environment);
        variables.merge("PATH", javaTools().toString(), (path, tools) -> tools + File.pathSeparator + path);
        return new RunningProgram(builder.start(), log);
    }

    /** Starts a line of a page as a shell does. */
    static RunningProgram shell(Path directory, Map<String, String> environment, String line) throws IOException {
        return start(directory, environment, List.of("bash", "-c", "exec " + line));
    }

    static Path javaTools() {
        return Path.of(System.getProperty("java.home"), "bin");
    }

    /** Waits until the program has printed something. */
    RunningProgram awaitOutput(String text) {
        return awaitOutput(text, PATIENCE);
    }

    /** Waits until the program has printed something that may take longer. */
    RunningProgram awaitOutput(String text, Duration patience) {
        await().atMost(patience).untilAsserted(() -> {
            String printed = output();
            assertThat(process.isAlive() || printed.contains(text)).as(printed).isTrue();
            assertThat(printed).contains(text);
        });
        return this;
    }

    /** Waits for the address that the program prints, and returns it with this machine as its host. */
    URI address() {
        awaitOutput("Listening on ");
        return await().atMost(PATIENCE).until(this::listening, address -> address != null);
    }

    private URI listening() {
        Matcher listening = LISTENING.matcher(output());
        return listening.find() ? URI.create(listening.group(1).replace("0.0.0.0", "127.0.0.1")) : null;
    }

    String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the program has ended, and returns its exit code. */
    int exit(Duration patience) throws InterruptedException {
        assertThat(process.waitFor(patience.toSeconds(), TimeUnit.SECONDS))
                .as(output())
                .isTrue();
        return process.exitValue();
    }

    /** Tells the program to end, by SIGTERM, and those that it has started. */
    void terminate() {
        started().forEach(ProcessHandle::destroy);
        process.destroy();
    }

    /** Ends it, and waits until nothing that it has started writes into its directory. */
    @Override
    public void close() {
        List<ProcessHandle> all = started();
        all.forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
        all.forEach(handle -> handle.onExit().join());
    }

    /** Remembers what the program has started, which has no parent once the program has ended. */
    private List<ProcessHandle> started() {
        process.descendants().forEach(started::add);
        return List.copyOf(started);
    }
}
