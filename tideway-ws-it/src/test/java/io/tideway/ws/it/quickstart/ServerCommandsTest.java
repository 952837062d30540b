package io.tideway.ws.it.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tideway.ws.it.docs.Page;
import io.tideway.ws.junit.TestClient;
import io.tideway.ws.junit.TestConnection;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Runs what the page on servers shows, where the build has these servers: the commands that start the example, on the
 * ports that they have, and the libraries for Tomcat.
 */
@Tag("long")
@Tag("server")
class ServerCommandsTest {
    private static final Path SERVERS = Path.of("target", "servers");
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final String PACKAGE_EXAMPLES = "mvn -q -pl tideway-ws-examples -am package -DskipTests\n";
    private static final Pattern ADDRESS = Pattern.compile("<(http://localhost:\\d+/[^>]*)>");

    private final Page page = Page.read("docs/servers.md");

    @TempDir
    Path directory;

    private static Path unpacked(String prefix) throws IOException {
        Optional<Path> server = Optional.empty();
        if (Files.isDirectory(SERVERS)) {
            try (Stream<Path> entries = Files.list(SERVERS)) {
                server = entries.filter(entry -> entry.getFileName().toString().startsWith(prefix))
                        .findFirst();
            }
        }
        Assumptions.assumeTrue(server.isPresent(), "this build has no servers; with -Pservers it has");
        return server.get().toAbsolutePath();
    }

    @ParameterizedTest
    @CsvSource({"WildFly,wildfly-3", "Payara,payara-micro-6", "Open Liberty,wlp"})
    void theCommandsStartTheExample(String server, String unpacked) throws Exception {
        unpacked(unpacked);
        Page section = page.section("## " + server);
        String commands = section.blocks("sh").get(0).text();
        assertThat(commands).startsWith(PACKAGE_EXAMPLES).contains("mvn -q -N ");

        // The build that runs this test has packaged them, and has the server in its repository.
        String maven = Path.of(System.getProperty("tideway.maven.home"), "bin", "mvn") + " -B -q -N ";
        Files.copy(Page.root().resolve("pom.xml"), directory.resolve("pom.xml"));
        Files.createDirectory(directory.resolve(".mvn"));
        Files.createSymbolicLink(
                directory.resolve("tideway-ws-examples"), Page.root().resolve("tideway-ws-examples"));
        for (Page.Block xml : section.blocks("xml")) {
            Files.writeString(directory.resolve("server.xml"), xml.text());
        }
        Files.writeString(
                directory.resolve("commands"),
                commands.replace(PACKAGE_EXAMPLES, "").replace("mvn -q -N ", maven));
        URI address = URI.create(ADDRESS.matcher(section.text())
                .results()
                .findFirst()
                .orElseThrow()
                .group(1));

        try (RunningProgram running = RunningProgram.start(directory, Map.of(), List.of("bash", "-e", "commands"));
                TestClient client = TestClient.to(address)) {
            TestConnection chat =
                    await().atMost(PATIENCE).ignoreExceptions().until(() -> client.connect("/ws"), c -> true);
            assertThat(chat.nextTextsUntil(text -> text.contains("Welcome to the chat")))
                    .isNotEmpty();
            running.terminate();
        }
    }

    @Test
    void aWarWithTheLibrariesOfThePageRunsOnTomcat() throws Exception {
        Path home = unpacked("apache-tomcat-10");
        String libraries = page.section("## Tomcat").blocks("xml").get(0).text();
        Project project = Project.of(Path.of("target", "quickstart", "tomcat"), Guide.with(Guide.warPom(), libraries))
                .source(Guide.chat())
                .file("src/main/webapp/WEB-INF/beans.xml", "")
                .maven(MavenRepository.ofThisBuild(ServerCommandsTest.class), "clean", "package");
        int port = FreePort.next();
        Path conf = Files.createDirectory(directory.resolve("conf"));
        try (Stream<Path> files = Files.list(home.resolve("conf"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, conf.resolve(file.getFileName()));
            }
        }
        Path configuration = conf.resolve("server.xml");
        Files.writeString(
                configuration,
                Files.readString(configuration)
                        .replace("port=\"8080\"", "port=\"" + port + "\"")
                        .replace("port=\"8005\"", "port=\"-1\""));
        for (String name : List.of("logs", "temp", "work", "webapps")) {
            Files.createDirectory(directory.resolve(name));
        }
        Files.copy(project.directory().resolve("target/shop.war"), directory.resolve("webapps/shop.war"));

        try (RunningProgram tomcat = RunningProgram.start(
                        directory,
                        Map.of("CATALINA_BASE", directory.toString(), "CATALINA_HOME", home.toString()),
                        List.of("bash", home.resolve("bin/catalina.sh").toString(), "run"));
                TestClient client = TestClient.to(URI.create("ws://localhost:" + port + "/shop"))) {
            TestConnection ann =
                    await().atMost(PATIENCE).ignoreExceptions().until(() -> client.connect("/chat"), c -> true);
            assertThat(ann.ask("hello")).as(tomcat.output()).isEqualTo("hello");
        }
    }
}
