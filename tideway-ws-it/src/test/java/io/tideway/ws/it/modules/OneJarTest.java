package io.tideway.ws.it.modules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs a program that is packed with all its libraries into one jar. */
class OneJarTest {
    private static final int PATIENCE_SECONDS = 120;

    @TempDir
    Path directory;

    @Test
    void aMultiReleaseJarWithJoinedServicesRuns() throws Exception {
        assertThat(run(jar().multiRelease())).contains("{\"article\":\"tea\",\"cents\":250}");
    }

    @Test
    void aJarThatIsNotMultiReleaseFailsAtTheStart() throws Exception {
        assertThat(run(jar())).contains("TIDEWAY-ST103", "Multi-Release: true");
    }

    @Test
    void aJarThatHasLostTheExtensionFailsAtTheStart() throws Exception {
        OneJar jar = jar().multiRelease().services("jakarta.enterprise.inject.spi.Extension", "");
        assertThat(run(jar))
                .contains("TIDEWAY-ST104", "META-INF/services/jakarta.enterprise.inject.spi.Extension")
                .doesNotContain("WELD-001408");
    }

    private static OneJar jar() throws Exception {
        return new OneJar(PriceProgram.class).libraries(Libraries.standalone());
    }

    private String run(OneJar jar) throws Exception {
        Path file = jar.write(directory.resolve("program.jar"));
        Path log = directory.resolve("program.log");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return Files.readString(log);
    }
}
