package io.tideway.ws.internal.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Runs the jcstress tests of this package in a JVM of their own and fails if one saw what it forbids.
 *
 * <p>The system property {@code tideway.stress.seconds} bounds the run; more seconds mean more samples.
 */
@Tag("alone")
@Tag("timed")
class StressTest {
    @Test
    void noForbiddenOutcomeIsSeen() throws IOException, InterruptedException {
        Path folder = Files.createDirectories(Path.of("target", "jcstress"));
        Path output = folder.resolve("output.txt");
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.openjdk.jcstress.Main",
                        "-t",
                        "io.tideway.ws.internal.stress",
                        "-c",
                        "2",
                        "-f",
                        "1",
                        "-fsm",
                        "1",
                        "-sc",
                        "false",
                        "-v",
                        "-time",
                        System.getProperty("tideway.stress.seconds", "10"),
                        "-jvmArgs",
                        "-Xmx256m",
                        "-r",
                        folder.toAbsolutePath().toString()))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        String log = Files.readString(output);
        assertThat(log)
                .contains(
                        "JoinAgainstClose",
                        "JoinAgainstLoggedBroadcast",
                        "LoggedBroadcasts",
                        "LeaveAgainstBroadcast",
                        "LeaveAgainstRoomClose",
                        "OfferAgainstWriteAndClose",
                        "WritesAgainstCompletion",
                        "UnionAgainstMove");
        assertThat(log).doesNotContain("[FAILED]", "[ERROR]");
        assertThat(process.exitValue()).as(log).isZero();
    }
}
