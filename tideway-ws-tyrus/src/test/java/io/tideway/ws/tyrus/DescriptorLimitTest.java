package io.tideway.ws.tyrus;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.rawclient.Frame;
import io.tideway.ws.rawclient.RawClient;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class DescriptorLimitTest {
    private static final int DESCRIPTORS = 300;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** The program, whose server writes to no socket before a client asks for it. */
    public static final class Program {
        public static void main(String[] args) {
            TidewayServer server =
                    TidewayServer.builder().port(0).beans(EchoEndpoint.class).start();
            System.out.println(server.port());
        }
    }

    @TempDir
    Path directory;

    @Test
    void aServerThatRanOutOfDescriptorsPausesTellsSoOnceAndServesAgain() throws Exception {
        Path log = directory.resolve("log");
        Process program = program(log);
        List<RawClient> idle = new ArrayList<>();
        try (BufferedReader output = program.inputReader()) {
            int port = Integer.parseInt(output.readLine());
            for (int i = 0; i < DESCRIPTORS; i++) {
                idle.add(RawClient.connect(port));
            }
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> Files.readString(log).contains("TIDEWAY-ST208"));
            // Soon, since a young JVM still compiles.
            Awaitility.await().atMost(PATIENCE).until(() -> shareOfAProcessor(program, Duration.ofSeconds(2)) < 0.3);
            idle.forEach(RawClient::close);
            Awaitility.await().atMost(PATIENCE).until(() -> echoes(port));
            assertThat(Files.readString(log)).containsOnlyOnce("TIDEWAY-ST208").doesNotContain("Error");
        } finally {
            idle.forEach(RawClient::close);
            program.destroyForcibly();
        }
    }

    private static double shareOfAProcessor(Process program, Duration during) {
        Duration before = program.info().totalCpuDuration().orElseThrow();
        Awaitility.await().pollDelay(during).until(() -> true);
        Duration used = program.info().totalCpuDuration().orElseThrow().minus(before);
        return (double) used.toMillis() / during.toMillis();
    }

    private static boolean echoes(int port) {
        try (RawClient client = RawClient.upgraded(port, "/echo")) {
            client.send(Frame.text("x"));
            return client.frame().text().equals("x");
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Packs directories into jars, which stay open: each class of a directory needs a descriptor to be loaded. */
    private String classPath() throws IOException {
        List<String> entries = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path path = Path.of(entry);
            entries.add(Files.isDirectory(path) ? jar(path, entries.size()).toString() : entry);
        }
        return String.join(File.pathSeparator, entries);
    }

    private Path jar(Path classes, int number) throws IOException {
        Path jar = directory.resolve(number + ".jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, out);
            }
        }
        return jar;
    }

    private Process program(Path log) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                        "sh",
                        "-c",
                        "ulimit -n " + DESCRIPTORS + " && exec \"$@\"",
                        "sh",
                        java,
                        "-cp",
                        classPath(),
                        Program.class.getName())
                .redirectError(log.toFile())
                .start();
    }
}
