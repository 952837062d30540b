package io.tideway.ws.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/** Starts the conformance run where no Python is on the PATH. */
class SuiteWithoutPythonTest {

    @TempDir
    Path empty;

    /** Prints how the run begins. */
    static final class Program {
        public static void main(String[] arguments) throws IOException {
            try {
                Suite.installed();
                System.out.println("runs");
            } catch (TestAbortedException skipped) {
                System.out.println("skipped: " + skipped.getMessage());
            } catch (AssertionError failed) {
                System.out.println("failed: " + failed.getMessage());
            }
        }
    }

    @Test
    void theRunIsSkippedWithOneLine() throws IOException {
        assertThat(output("-Dtideway.require="))
                .singleElement()
                .asString()
                .startsWith("skipped: ")
                .contains("Python 3.10 or later");
    }

    @Test
    void theRunFailsWherePythonIsRequired() throws IOException {
        assertThat(output("-Dtideway.require=python"))
                .singleElement()
                .asString()
                .startsWith("failed: ")
                .contains("Python 3.10 or later");
    }

    private List<String> output(String property) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        property,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Program.class.getName())
                .directory(empty.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("PATH", empty.toString());
        Process process = builder.start();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            return out.lines().toList();
        } finally {
            process.destroyForcibly();
        }
    }
}
