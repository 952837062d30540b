package io.tideway.ws.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * Runs a program of {@code src/test/node} against a started server.
 *
 * <p>What it needs may be missing on a machine: then its test is skipped, unless the system property
 * {@code tideway.require} names it, {@code node} or {@code chromium}.
 */
final class NodeProgram {
    private static final Path PROGRAMS = Path.of("src", "test", "node");
    private static final int PATIENCE_SECONDS = 300;

    private NodeProgram() {}

    /** Runs a program that talks to the server itself; fails unless all its checks pass. */
    static void run(String program, URI address, Path output) throws IOException, InterruptedException {
        run(program, address, output, () -> fail("%s asks for a restart", program));
    }

    /** Runs a program that asks for restarts of the server, each by a line of its output. */
    static void run(String program, URI address, Path output, Runnable restart)
            throws IOException, InterruptedException {
        run(program, List.of(address), output, Map.of("restart", restart));
    }

    /** Runs a program that uses several servers and asks for steps, each by its name on a line of its output. */
    static void run(String program, List<URI> addresses, Path output, Map<String, Runnable> steps)
            throws IOException, InterruptedException {
        needNode();
        Path log = output.resolve(program + ".log");
        List<String> command = new ArrayList<>(List.of("node", "--experimental-websocket", program));
        addresses.forEach(address -> command.add(address.toString()));
        Process process = new ProcessBuilder(command)
                .directory(PROGRAMS.toFile())
                .redirectErrorStream(true)
                .start();
        CompletableFuture<Void> reading = CompletableFuture.runAsync(() -> read(process, log, steps));
        boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (!ended) {
            // The browser is a child of the program.
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
        reading.join();
        String told = Files.readString(log);
        assertThat(ended)
                .as("%s ends within %s s:%n%s", program, PATIENCE_SECONDS, told)
                .isTrue();
        assertThat(process.exitValue()).as("%s:%n%s", program, told).isZero();
    }

    private static void read(Process process, Path log, Map<String, Runnable> steps) {
        try (BufferedReader told = process.inputReader();
                Writer answers = process.outputWriter();
                Writer copy = Files.newBufferedWriter(log)) {
            for (String line = told.readLine(); line != null; line = told.readLine()) {
                copy.write(line + System.lineSeparator());
                Runnable step = steps.get(line);
                if (step != null) {
                    step.run();
                    answers.write("done\n");
                    answers.flush();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a program that uses a page of the server in a browser; fails unless all its checks pass. */
    static void runInBrowser(String program, URI address, Path output) throws IOException, InterruptedException {
        needChromium();
        run(program, address, output);
    }

    /** Runs a program that uses a page in a browser and asks for restarts of the server. */
    static void runInBrowser(String program, URI address, Path output, Runnable restart)
            throws IOException, InterruptedException {
        needChromium();
        run(program, address, output, restart);
    }

    /** Runs a program that uses pages of several servers in browsers and asks for steps. */
    static void runInBrowsers(String program, List<URI> addresses, Path output, Map<String, Runnable> steps)
            throws IOException, InterruptedException {
        needChromium();
        run(program, addresses, output, steps);
    }

    private static void needChromium() {
        Path chromium = Path.of(Objects.requireNonNullElse(System.getenv("CHROMIUM"), "/usr/bin/chromium"));
        need("chromium", Files.isExecutable(chromium), "there is no " + chromium + ", and CHROMIUM names no other");
    }

    private static void needNode() throws InterruptedException {
        need("node", hasNode(), "node is not on the PATH");
        need("node", Files.isDirectory(PROGRAMS.resolve("node_modules")), "\"npm ci\" has not been run in " + PROGRAMS);
    }

    private static boolean hasNode() throws InterruptedException {
        try {
            Process process = new ProcessBuilder("node", "--version")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException notThere) {
            return false;
        }
    }

    private static void need(String tool, boolean there, String problem) {
        if (!there
                && List.of(System.getProperty("tideway.require", "").split(",")).contains(tool)) {
            fail("tideway.require names %s, but %s", tool, problem);
        }
        Assumptions.assumeTrue(there, problem);
    }
}
