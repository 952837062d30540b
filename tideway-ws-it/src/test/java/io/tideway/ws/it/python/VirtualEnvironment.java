package io.tideway.ws.it.python;

import static org.assertj.core.api.Assertions.fail;

import io.tideway.ws.it.python.Program.Outcome;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** A virtual environment of Python below {@code target}, with exactly what a file of requirements names by hashes. */
public final class VirtualEnvironment {
    private static final List<String> INTERPRETERS = List.of("python3", "python");
    private static final String IS_FIT = "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))";
    private static final Duration SHORTLY = Duration.ofSeconds(30);
    private static final Duration DOWNLOADS = Duration.ofMinutes(5);

    private final Path home;

    private VirtualEnvironment(Path home) {
        this.home = home;
    }

    /**
     * Makes the environment as {@link #of} does, or ends the test: it fails where Python is required, else it is
     * skipped.
     */
    public static VirtualEnvironment required(Path home, Path requirements) throws IOException {
        try {
            return of(home, requirements);
        } catch (UnavailableException e) {
            if (List.of(System.getProperty("tideway.require", "").split(",")).contains("python")) {
                return fail("tideway.require names python, but " + e.getMessage());
            }
            return Assumptions.abort(e.getMessage());
        }
    }

    /**
     * Makes the environment, unless an earlier run has made it for the same requirements.
     *
     * @throws UnavailableException if Python is missing or too old, or pip cannot get the packages
     */
    private static VirtualEnvironment of(Path home, Path requirements) throws IOException, UnavailableException {
        Files.createDirectories(home.toAbsolutePath().getParent());
        Path lock = home.resolveSibling(home.getFileName() + ".lock"); // tests in other processes may make the same
        try (FileChannel locked = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            FileLock unused = locked.lock();
            return made(home, requirements);
        }
    }

    private static VirtualEnvironment made(Path home, Path requirements) throws IOException, UnavailableException {
        VirtualEnvironment environment = new VirtualEnvironment(home);
        Path installed = home.resolve("installed.txt");
        if (Files.exists(installed) && Files.mismatch(installed, requirements) < 0) {
            return environment;
        }
        succeed(SHORTLY.multipliedBy(2), interpreter(), "-m", "venv", "--clear", home.toString());
        succeed(
                DOWNLOADS,
                environment.program("python"),
                "-m",
                "pip",
                "install",
                "--quiet",
                "--disable-pip-version-check",
                "--only-binary=:all:",
                "--require-hashes",
                "--requirement",
                requirements.toString());
        Files.copy(requirements, installed);
        return environment;
    }

    /** Returns the path of one of its programs. */
    public String program(String name) {
        Path windows = home.resolve("Scripts").resolve(name + ".exe");
        return (Files.exists(windows) ? windows : home.resolve("bin").resolve(name)).toString();
    }

    private static String interpreter() throws UnavailableException {
        for (String name : INTERPRETERS) {
            try {
                if (Program.of(SHORTLY, name, "-c", IS_FIT).run().succeeded()) {
                    return name;
                }
            } catch (IOException notThere) {
                continue;
            }
        }
        throw new UnavailableException(
                "Python 3.10 or later with venv is not on the PATH; on Debian: apt-get install python3-venv");
    }

    private static void succeed(Duration patience, String... command) throws IOException, UnavailableException {
        Outcome outcome = Program.of(patience, command).run();
        if (!outcome.succeeded()) {
            throw new UnavailableException(
                    "\"" + String.join(" ", command) + "\" failed and has to work once: " + outcome.lastLine());
        }
    }
}
