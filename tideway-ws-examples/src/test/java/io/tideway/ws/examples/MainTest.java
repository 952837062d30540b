package io.tideway.ws.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tideway.ws.examples.nodes.ExamplesProgram;
import io.tideway.ws.junit.TestClient;
import io.tideway.ws.junit.TestConnection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the program in a JVM of its own, as its users do. */
class MainTest {
    private static final Pattern LISTENING = Pattern.compile("Tideway is listening on http://localhost:(\\d+)/\n");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path output;

    private Process program;

    @AfterEach
    void endProgram() {
        program.destroyForcibly();
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there a process cannot be asked to end")
    void itSaysWhereItListensAndSendsEveryoneAwayWhenItIsToldToStop() throws Exception {
        run("0");
        TestConnection client = client().connect("/ws");
        assertThat(client.nextText()).contains("Welcome");
        program.toHandle().destroy();
        assertThat(client.closeCode()).isEqualTo(1001);
        awaitEnd();
        assertThat(told()).matches(LISTENING);
        assertThat(errors()).isEmpty();
    }

    @Test
    void whileRedisIsDownClientsThatComeBackAreToldToTryAgainLater() throws Exception {
        run("0", "-Dtideway.ws.cluster.redis.uri=redis://127.0.0.1:1");
        TestClient client = client();
        TestConnection first = client.connect("/ws?since=");
        assertThat(first.nextText()).contains("Welcome");
        assertThat(first.nextText()).isEqualTo("{\"type\":\"position\",\"room\":\"general\",\"position\":\"\"}");
        TestConnection back = client.connect("/ws?since=k3:7");
        assertThat(back.nextText()).contains("Welcome");
        assertThat(back.closeCode()).isEqualTo(1013);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "-1", "65536", "", "8080 "})
    void aBadPortIsToldInOneLine(String port) throws Exception {
        run(port);
        assertThat(awaitEnd()).isEqualTo(1);
        assertThat(errors()).isEqualTo("The port (-Dtideway.port) must be 0 to 65535, but was \"" + port + "\".\n");
    }

    @Test
    void aPortInUseIsToldInOneLine() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            run(Integer.toString(other.getLocalPort()));
            assertThat(awaitEnd()).isEqualTo(1);
            assertThat(errors())
                    .startsWith("Cannot listen on port " + other.getLocalPort() + ": ")
                    .endsWith("Choose another one with -Dtideway.port=<port>.\n")
                    .hasLineCount(1);
        }
    }

    private TestClient client() throws IOException {
        await().atMost(PATIENCE).until(this::told, told -> told.endsWith("\n"));
        Matcher listening = LISTENING.matcher(told());
        assertThat(listening.matches()).as(told()).isTrue();
        return TestClient.to(URI.create("http://localhost:" + listening.group(1)))
                .withPatience(PATIENCE);
    }

    private void run(String port, String... properties) throws IOException {
        String[] all = Arrays.copyOf(properties, properties.length + 1);
        all[properties.length] = "-Dtideway.port=" + port;
        ProcessBuilder builder = new ProcessBuilder(ExamplesProgram.command(all))
                .redirectOutput(output.resolve("told").toFile())
                .redirectError(output.resolve("errors").toFile());
        // A JVM that finds this says so among the errors.
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        program = builder.start();
    }

    /** Waits for the end and returns the exit code. */
    private int awaitEnd() throws InterruptedException {
        assertThat(program.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as("ended")
                .isTrue();
        return program.exitValue();
    }

    private String told() throws IOException {
        return read("told");
    }

    private String errors() throws IOException {
        return read("errors");
    }

    private String read(String file) throws IOException {
        return Files.readString(output.resolve(file)).replace(System.lineSeparator(), "\n");
    }
}
