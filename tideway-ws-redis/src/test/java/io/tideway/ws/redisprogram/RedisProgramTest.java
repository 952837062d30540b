package io.tideway.ws.redisprogram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests that a machine without Redis has that of the Maven artifact. */
class RedisProgramTest {
    @ParameterizedTest
    @EnumSource
    void theProgramOfTheArtifactRunsHere(RedisProgram program) throws IOException {
        Optional<String> command = program.ofTheArtifact();
        assumeTrue(command.isPresent(), "the artifact has no programs for this platform");
        Process run = new ProcessBuilder(command.orElseThrow(), "--version").start();
        assertThat(new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("7.0.9");
    }
}
