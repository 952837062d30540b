package io.tideway.ws.it.server;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The process of a server; ends with this virtual machine at the latest, even where that is killed by a signal. */
final class ServerProcess {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration STOP = Duration.ofSeconds(20);

    private final Process process;
    private final ServerLog log;
    private final Thread hook;

    private ServerProcess(Process process, ServerLog log) {
        this.process = process;
        this.log = log;
        this.hook = new Thread(this::kill, "server-killer");
    }

    /** Starts the java command of this virtual machine. */
    static ServerProcess java(Path directory, Map<String, String> environment, List<String> arguments) {
        Path log = directory.resolve("server.log");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        // What only soft references hold is garbage for the tests, too. They recognise errors by their stack traces.
        ProcessBuilder builder = new ProcessBuilder(ServerFiles.concat(
                        List.of(
                                java,
                                "-Xmx512m",
                                "-XX:SoftRefLRUPolicyMSPerMB=0",
                                "-XX:-OmitStackTraceInFastThrow",
                                "-Djava.net.preferIPv4Stack=true"),
                        arguments))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.environment().putAll(environment);
        if (Runtime.version().feature() >= 21) {
            builder.environment().put("TIDEWAY_WS___CONTEXT_CONFIGURED__DISPATCH", "VIRTUAL");
            builder.environment().put("TIDEWAY_WS___BLOCKING_CONFIGURED__DISPATCH", "VIRTUAL");
        }
        try {
            ServerProcess started = new ServerProcess(builder.start(), new ServerLog(log));
            Runtime.getRuntime().addShutdownHook(started.hook);
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ServerLog log() {
        return log;
    }

    /** Writes a line to the standard input. */
    void tell(String line) {
        try {
            process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for a line in the log after a mark; returns what matched. */
    String awaitLog(int mark, Pattern pattern) {
        return await("\"" + pattern + "\" in the server's log")
                .atMost(PATIENCE)
                .pollInterval(POLL)
                .failFast("the server has ended", () -> !process.isAlive())
                .until(() -> find(mark, pattern), found -> !found.isEmpty());
    }

    /** Collects garbage, and counts the instances of a class that are left, whatever class loader it comes from. */
    int instances(String type) {
        return HeapHistogram.of(process.pid()).instances(type);
    }

    /** Returns what each thread does now. */
    String threads() {
        return String.join("\n", Jcmd.run(process.pid(), "Thread.print"));
    }

    /** Writes the live objects of the heap into a file, in the place of an earlier dump; returns the file. */
    Path dumpHeap(Path file) {
        Path absolute = file.toAbsolutePath();
        try {
            Files.deleteIfExists(absolute);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> output = Jcmd.run(process.pid(), "GC.heap_dump " + absolute);
        if (!Files.exists(absolute)) {
            throw new IllegalStateException(String.join("\n", output));
        }
        return absolute;
    }

    /** Asks the process to end, and ends it where it takes too long. */
    void stop() {
        process.destroy();
        try {
            if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
                kill();
                process.waitFor();
            }
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        } finally {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }

    private void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private String find(int mark, Pattern pattern) {
        Matcher matcher = pattern.matcher(log.since(mark));
        return matcher.find() ? matcher.group() : "";
    }
}
