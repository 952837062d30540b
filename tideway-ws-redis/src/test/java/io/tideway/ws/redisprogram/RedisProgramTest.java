package io.tideway.ws.redisprogram;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests that a machine without Redis has that of the Maven artifact. */
class RedisProgramTest {
    @ParameterizedTest
    @EnumSource
    void theProgramOfTheArtifactRunsHere(RedisProgram program) throws IOException {
        String command = program.ofTheArtifact().orElseThrow();
        Process run = new ProcessBuilder(command, "--version").start();
        assertThat(new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("7.0.9");
    }
}
