package io.tideway.ws.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.it.python.Program;
import io.tideway.ws.it.python.Program.Outcome;
import io.tideway.ws.it.python.VirtualEnvironment;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs Autobahn cases against an endpoint that echoes.
 *
 * <p>Where this machine cannot run them the tests are skipped, unless the system property {@code tideway.require} names
 * {@code python}.
 */
public final class Suite {
    private static final Path REQUIREMENTS = Path.of("src", "test", "python", "requirements.txt");
    private static final Path HOME = Path.of("target", "conformance");
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String AT_ONCE = "4";

    private final VirtualEnvironment environment;

    private Suite(VirtualEnvironment environment) {
        this.environment = environment;
    }

    /** Returns the suite, or ends the test. */
    public static Suite installed() throws IOException {
        return new Suite(VirtualEnvironment.required(HOME.resolve("python"), REQUIREMENTS));
    }

    /**
     * Runs cases.
     *
     * @param echo the endpoint; the reports are in a directory of its name below {@code target/conformance}
     * @param cases as in {@code 6.4.2} and {@code 9.*}
     * @param except those of them that do not run
     * @return what the suite says about each
     */
    public List<Verdict> run(URI echo, List<String> cases, List<String> except) throws IOException {
        Path reports = HOME.resolve(echo.toString().replaceAll("\\W+", "-"));
        Path index = reports.resolve("index.json");
        Files.deleteIfExists(index);
        List<String> command = new ArrayList<>(
                List.of(environment.program("kosoku"), "--parallelism", AT_ONCE, "--outdir", reports.toString()));
        cases.forEach(id -> command.addAll(List.of("--include", id)));
        except.forEach(id -> command.addAll(List.of("--exclude", id)));
        command.add(echo.toString());
        Outcome outcome = Program.of(PATIENCE, command).run();
        assertThat(index).as("the suite's reports:%n%s", outcome.output()).exists();
        List<Verdict> verdicts = new ArrayList<>();
        for (var agent : read(index).values()) {
            for (var entry : agent.asJsonObject().entrySet()) {
                JsonObject report =
                        read(reports.resolve(entry.getValue().asJsonObject().getString("reportfile")));
                verdicts.add(new Verdict(
                        entry.getKey(),
                        report.getString("behavior"),
                        report.getString("behaviorClose"),
                        report.getString("result", "") + " " + report.getString("resultClose", "")));
            }
        }
        return verdicts;
    }

    private static JsonObject read(Path file) throws IOException {
        try (JsonReader reader = Json.createReader(Files.newBufferedReader(file))) {
            return reader.readObject();
        }
    }
}
