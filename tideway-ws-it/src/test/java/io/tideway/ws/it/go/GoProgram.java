package io.tideway.ws.it.go;

import static org.assertj.core.api.Assertions.fail;

import io.tideway.ws.it.python.Program;
import io.tideway.ws.it.python.Program.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/**
 * Builds a program in Go from its source with exactly the modules that its {@code go.sum} names.
 *
 * @param file the program
 */
public record GoProgram(Path file) {
    private static final List<String> COMMANDS = List.of("go", "/usr/local/go/bin/go");
    private static final Duration SHORTLY = Duration.ofSeconds(30);
    private static final Duration DOWNLOADS = Duration.ofMinutes(5);

    /** Builds the program, or ends the test: it fails where Go is required, else it is skipped. */
    public static GoProgram required(Path sources, Path file) throws IOException {
        String problem = build(sources, file);
        if (!problem.isEmpty()) {
            if (List.of(System.getProperty("tideway.require", "").split(",")).contains("go")) {
                return fail("tideway.require names go, but " + problem);
            }
            return Assumptions.abort(problem);
        }
        return new GoProgram(file);
    }

    private static String build(Path sources, Path file) throws IOException {
        for (String go : COMMANDS) {
            try {
                Program.of(SHORTLY, go, "version").run();
            } catch (IOException notThere) {
                continue;
            }
            String output = file.toAbsolutePath().toString();
            Outcome outcome = Program.of(DOWNLOADS, go, "build", "-C", sources.toString(), "-o", output, ".")
                    .run();
            return outcome.succeeded() ? "" : "the client in Go does not build: " + outcome.output();
        }
        return "Go is not on the PATH; on Debian: apt-get install golang-go";
    }

    /** Returns the path of the program. */
    public String path() {
        return file.toAbsolutePath().toString();
    }
}
