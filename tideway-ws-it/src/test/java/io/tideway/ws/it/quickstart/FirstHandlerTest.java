package io.tideway.ws.it.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tideway.ws.it.docs.Page;
import io.tideway.ws.junit.TestClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Runs what the README and the guide's first page show. */
@Tag("long")
class FirstHandlerTest {
    private static final Path DIRECTORY = Path.of("target", "quickstart");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static MavenRepository repository;

    private final Page page = Page.read("docs/guide/first-handler.md");

    @BeforeAll
    static void publish() throws IOException {
        repository = MavenRepository.ofThisBuild(FirstHandlerTest.class);
    }

    @Test
    void theWarHasTheHandlerAndTheTwoJarsOfTideway() throws Exception {
        String pom = Guide.warPom();
        assertThat(pom.replaceAll("\\s", "")).contains(Guide.dependency().text().replaceAll("\\s", ""));

        Project project = Project.of(DIRECTORY.resolve("war"), pom)
                .source(page.section("## The handler").blocks("java").get(0))
                .source(Guide.chat())
                .maven(repository, "clean", "package");

        try (JarFile war =
                new JarFile(project.directory().resolve("target/shop.war").toFile())) {
            assertThat(war.stream().map(JarEntry::getName))
                    .contains("WEB-INF/classes/com/example/Echo.class", "WEB-INF/classes/Chat.class")
                    .filteredOn(name -> name.endsWith(".jar"))
                    .satisfiesExactlyInAnyOrder(
                            jar -> assertThat(jar).startsWith("WEB-INF/lib/tideway-ws-api-"),
                            jar -> assertThat(jar).startsWith("WEB-INF/lib/tideway-ws-cdi-"));
        }
    }

    @Test
    void theEchoRunsWithoutAServerAndAnswersTheClientOfThePage() throws Exception {
        int port = FreePort.next();
        Project project = Project.of(DIRECTORY.resolve("echo"), Guide.programPom())
                .source(page.section("## The handler").blocks("java").get(0))
                .source(page.section("## Run it").blocks("java").get(0), port)
                .file("client.mjs", clientOfThePage(port));

        try (RunningProgram server = run(project, "compile", "exec:java");
                TestClient client = TestClient.to(URI.create("ws://localhost:" + port))) {
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(client.connect("/echo").ask("hello"))
                            .as(server.output())
                            .isEqualTo("hello"));
            Node.required();
            try (RunningProgram browser =
                    RunningProgram.start(project.directory(), Map.of(), Node.command("client.mjs"))) {
                browser.awaitOutput("hello");
            }
        }
    }

    /** Returns the client, which connects to a WAR named shop on the page. */
    private String clientOfThePage(int port) {
        return page.section("## The client").blocks("js").get(0).text().replace("8080/shop", String.valueOf(port));
    }

    @Test
    void theChatOfTheReadmeReachesEveryone() throws Exception {
        Project project = Project.of(DIRECTORY.resolve("chat"), Guide.programPom())
                .source(Guide.chat())
                .file("src/main/java/com/example/Main.java", Guide.listeningMain());

        try (RunningProgram server = run(project, "compile", "exec:java");
                TestClient client = TestClient.to(server.address())) {
            var ann = client.connect("/chat");
            var bob = client.connect("/chat");
            ann.send("hello");
            assertThat(Stream.of(ann, bob).map(connection -> connection.nextText()))
                    .containsExactly("hello", "hello");
        }
    }

    @Test
    void theTestOfTheGuidePasses() throws Exception {
        Page testing = Page.read("docs/guide/testing.md");
        List<String> xml =
                testing.blocks("xml").stream().map(block -> block.text()).toList();
        String pom = Guide.with(Guide.warPom(), xml.get(0)).replaceFirst("</plugins>", xml.get(1) + "</plugins>");

        Project project = Project.of(DIRECTORY.resolve("testing"), pom)
                .source(testing.blocks("java").get(0))
                .test(testing.blocks("java").get(1))
                .maven(repository, "clean", "test");

        assertThat(project.directory().resolve("target/surefire-reports/GreetingsTest.txt"))
                .content()
                .contains("Tests run: 3, Failures: 0, Errors: 0, Skipped: 0");
    }

    private static RunningProgram run(Project project, String... goals) throws IOException {
        return RunningProgram.start(project.directory(), Map.of(), project.mavenCommand(repository, goals));
    }
}
