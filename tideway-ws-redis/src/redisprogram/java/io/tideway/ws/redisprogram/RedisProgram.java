package io.tideway.ws.redisprogram;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/**
 * Finds the programs of Redis: those of the system where they are of version 7.0 or later, else copies of those in the
 * Maven artifact {@code com.github.lansheng228:embedded-redis}.
 */
public enum RedisProgram {
    /** The server; the system property {@code tideway.redis.server} names another one, such as that of Valkey. */
    SERVER("redis-server"),
    /** The client for the command line. */
    CLI("redis-cli");

    private static final String VERSION_OF_THE_ARTIFACT = "7.0.9";
    private static final int OLDEST = 7;
    // "Redis server v=7.0.15 sha=...", "redis-cli 7.0.15"
    private static final Pattern VERSION = Pattern.compile("^[Rr]edis\\S*(?: server v=| )(\\d+)\\.");

    private final String name;

    RedisProgram(String name) {
        this.name = name;
    }

    /**
     * Returns how to start it. Where it cannot be had, the test is skipped, or fails where {@code tideway.require}
     * names Redis.
     */
    public String command() {
        Optional<String> command = find();
        if (command.isEmpty()) {
            String problem = name + " 7.0 or later is neither installed nor in the Maven artifact for " + platform();
            if (List.of(System.getProperty("tideway.require", "").split(",")).contains("redis")) {
                fail("tideway.require names redis, but " + problem);
            }
            Assumptions.abort(problem);
        }
        return command.orElseThrow();
    }

    /** Returns how to start a server on a port of the loopback interface, which keeps nothing on disk. */
    public static List<String> serverOn(int port) {
        return List.of(SERVER.command(), "--port", "" + port, "--bind", "127.0.0.1", "--save", "");
    }

    private Optional<String> find() {
        String other = System.getProperty("tideway.redis.server");
        if (this == SERVER && other != null) {
            return Optional.of(other);
        }
        return isInstalled() ? Optional.of(name) : ofTheArtifact();
    }

    private boolean isInstalled() {
        try {
            Process run = new ProcessBuilder(name, "--version")
                    .redirectErrorStream(true)
                    .start();
            String text = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Matcher version = VERSION.matcher(text);
            return version.find() && Integer.parseInt(version.group(1)) >= OLDEST;
        } catch (IOException missing) {
            return false;
        }
    }

    /** Returns where the copy of the program of the artifact is; empty where it has none for this platform. */
    Optional<String> ofTheArtifact() {
        String resource = name + "-" + VERSION_OF_THE_ARTIFACT + "-" + platform();
        Path copy = Path.of("target", "redis", resource).toAbsolutePath();
        try (InputStream program = RedisProgram.class.getClassLoader().getResourceAsStream(resource)) {
            if (program == null) {
                return Optional.empty();
            }
            if (!Files.isExecutable(copy)) {
                Files.createDirectories(copy.getParent());
                Path part = Files.createTempFile(copy.getParent(), resource, ".part");
                Files.copy(program, part, StandardCopyOption.REPLACE_EXISTING);
                if (!part.toFile().setExecutable(true)) {
                    throw new IOException(part + " cannot be made executable");
                }
                // At once, since other JVMs do the same at the same time
                Files.move(part, copy, StandardCopyOption.ATOMIC_MOVE);
            }
            return Optional.of(copy.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot copy " + resource + " to " + copy, e);
        }
    }

    /** Names this platform as the artifact does, such as {@code linux-amd64}. */
    private static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String processor = System.getProperty("os.arch");
        return (system.startsWith("mac") ? "darwin" : system)
                + "-"
                + switch (processor) {
                    case "x86_64" -> "amd64";
                    case "aarch64" -> "arm64";
                    default -> processor;
                };
    }
}
