package io.tideway.ws.it.python;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program, and ends it with everything that it has started where it takes too long. */
public final class Program {
    private final List<String> command;
    private final Duration patience;

    private Program(List<String> command, Duration patience) {
        this.command = List.copyOf(command);
        this.patience = patience;
    }

    public static Program of(Duration patience, List<String> command) {
        return new Program(command, patience);
    }

    public static Program of(Duration patience, String... command) {
        return of(patience, List.of(command));
    }

    /**
     * Runs it.
     *
     * @throws IOException if there is no such program
     */
    public Outcome run() throws IOException {
        Path log = Files.createTempFile("program", ".log");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            process.getOutputStream().close();
            boolean ended = process.waitFor(patience.toSeconds(), TimeUnit.SECONDS);
            if (!ended) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
            }
            String late = ended ? "" : "not ended after " + patience + System.lineSeparator();
            return new Outcome(
                    ended && process.exitValue() == 0,
                    late + Files.readString(log).strip());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            Files.delete(log);
        }
    }

    /**
     * How a program ended.
     *
     * @param succeeded whether its exit code was 0
     * @param output what it wrote
     */
    public record Outcome(boolean succeeded, String output) {

        String lastLine() {
            return output.substring(output.lastIndexOf('\n') + 1);
        }
    }
}
