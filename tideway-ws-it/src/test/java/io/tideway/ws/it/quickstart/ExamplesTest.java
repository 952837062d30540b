package io.tideway.ws.it.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tideway.ws.it.docs.Page;
import io.tideway.ws.junit.TestClient;
import io.tideway.ws.junit.TestConnection;
import io.tideway.ws.redisprogram.RedisProgram;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Starts the examples as a newcomer does who reads the README and the page on clusters: in a copy of the sources, since
 * the build that runs this test uses what it has compiled of them.
 */
@Tag("long")
class ExamplesTest {
    private static final Duration COMPILING = Duration.ofMinutes(10);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Pattern OPTION = Pattern.compile("`(-Dtideway\\.(?:port|ws\\.cluster\\.redis\\.uri)=\\S+)`");

    @TempDir
    Path checkout;

    @BeforeEach
    void checkOut() throws IOException {
        Path root = Page.root();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                if (List.of("target", "node_modules", ".git")
                        .contains(directory.getFileName().toString())) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(checkout.resolve(root.relativize(directory)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path copy = checkout.resolve(root.relativize(file));
                if (!Files.exists(copy) && attributes.isRegularFile()) {
                    Files.copy(file, copy);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    @Test
    void theChatSpansTheNodesThatTheTwoPagesStart() throws Exception {
        int redis = FreePort.next();
        int first = FreePort.next();
        int second = FreePort.next();
        try (RunningProgram broker = RunningProgram.start(checkout, Map.of(), RedisProgram.serverOn(redis));
                RunningProgram one = node(onPorts(commandOfTheReadme(), "9090", first, redis))) {
            broker.awaitOutput("Ready to accept connections");
            awaitListening(one, first); // what it compiles first, the other node uses
            try (RunningProgram two = node(onPorts(commandOfThePage(), "8080", second, redis));
                    TestClient toOne = client(first);
                    TestClient toTwo = client(second)) {
                awaitListening(two, second);
                TestConnection ann = toOne.connect("/ws");
                TestConnection bob = toTwo.connect("/ws");
                assertHears(ann, bob, "hello");
                assertHears(bob, ann, "hi");
            }
        }
    }

    /** Says it again until it is heard: a node that has waited for Redis in vain begins alone. */
    private static void assertHears(TestConnection speaker, TestConnection listener, String text) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            speaker.send(text);
            assertThat(listener.nextTextsUntil(line -> line.endsWith(": " + text)))
                    .isNotEmpty();
        });
    }

    /** Returns the command that starts the examples, with the two options that its text names. */
    private static String commandOfTheReadme() {
        Page section = Page.read("README.md").section("## Run it");
        String options = String.join(
                " ",
                OPTION.matcher(section.text())
                        .results()
                        .map(option -> option.group(1))
                        .toList());
        return section.blocks("sh").get(0).text() + " " + options;
    }

    private static String commandOfThePage() {
        return Page.read("docs/clustering.md").blocks("sh").stream()
                .map(Page.Block::text)
                .filter(text -> text.contains("tideway-ws-examples"))
                .findFirst()
                .orElseThrow();
    }

    /** Replaces the ports, and nothing else. */
    private static String onPorts(String command, String written, int port, int redis) {
        assertThat(command)
                .startsWith("mvn ")
                .contains("-Dtideway.port=" + written, "redis.uri=redis://127.0.0.1:6379");
        return command.replace("port=" + written, "port=" + port).replace(":6379", ":" + redis);
    }

    private RunningProgram node(String command) throws IOException {
        String path =
                Path.of(System.getProperty("tideway.maven.home"), "bin") + File.pathSeparator + System.getenv("PATH");
        String repository = "-Dmaven.repo.local=" + System.getProperty("tideway.maven.repository");
        return RunningProgram.shell(checkout, Map.of("PATH", path, "MAVEN_OPTS", repository), command);
    }

    private static void awaitListening(RunningProgram node, int port) {
        node.awaitOutput("Tideway is listening on http://localhost:" + port + "/", COMPILING);
    }

    private static TestClient client(int port) {
        return TestClient.to(URI.create("ws://localhost:" + port)).withPatience(Duration.ofSeconds(20));
    }
}
