package io.tideway.ws.it.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.it.docs.Page;
import io.tideway.ws.junit.TestClient;
import io.tideway.ws.junit.TestConnection;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Makes projects of the archetype by the commands of the guide's first page. */
@Tag("long")
class ArchetypeTest {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Map<String, String> ANY_PORT = Map.of("TIDEWAY_WS_SERVER_PORT", "0");
    private static final String CHOICE = "-Dserver=standalone";
    private static final Pattern PLUGIN =
            Pattern.compile("<artifactId>maven-archetype-plugin</artifactId>\\s*<version>([^<]+)</version>");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)`.*\\| `(mvn [^`]+)` \\|$");
    private static final Page PAGE = Page.read("docs/guide/first-handler.md").section("## From an archetype");

    private static MavenRepository repository;

    @TempDir
    Path directory;

    @BeforeAll
    static void install() throws IOException {
        repository = MavenRepository.ofThisBuild(ArchetypeTest.class);
        List<String> lines = PAGE.blocks("sh").get(0).text().lines().toList();
        assertThat(lines).hasSize(2).last().isEqualTo("mvn -f docs/archetype install");
        new Project(Page.root().resolve("docs/archetype")).maven(repository, "clean", "install");
    }

    /** Returns the commands that run the projects, by what {@code -Dserver=} says. */
    private static Map<String, String> commands() {
        Map<String, String> commands = ROW.matcher(PAGE.text())
                .results()
                .collect(Collectors.toMap(row -> row.group(1), (MatchResult row) -> row.group(2)));
        assertThat(commands).hasSizeGreaterThan(3).containsKey("standalone");
        return commands;
    }

    /** Runs a command of the page with the Maven and the artifacts of this build. */
    private static RunningProgram maven(Path directory, Map<String, String> environment, String command)
            throws IOException {
        String maven = Path.of(System.getProperty("tideway.maven.home"), "bin", "mvn") + " -B -q ";
        return RunningProgram.shell(
                directory, environment, command.replaceFirst("^mvn ", maven + repository.option() + " "));
    }

    /** Runs the command of the page that makes a project, with the server's name as that of the project, too. */
    private RunningProgram generate(String server) throws IOException {
        String command = PAGE.blocks("sh").get(1).text();
        assertThat(command).startsWith("mvn archetype:generate ").contains(" -DartifactId=chat ", CHOICE);
        Project.empty(directory);
        return maven(
                directory,
                Map.of(),
                command.replace(" archetype:generate ", " " + plugin() + ":generate ")
                        .replace(" -DartifactId=chat ", " -DartifactId=" + server + " ")
                        .replace(CHOICE, "-Dserver=" + server));
    }

    /** Returns the plugin with a version, so that a new one does not change what this build tests. */
    private static String plugin() {
        Matcher plugin = PLUGIN.matcher(Page.read("docs/archetype/pom.xml").text());
        assertThat(plugin.find()).isTrue();
        return "org.apache.maven.plugins:maven-archetype-plugin:" + plugin.group(1);
    }

    private Project project(String server) throws Exception {
        try (RunningProgram program = generate(server)) {
            assertThat(program.exit(PATIENCE)).as(program::output).isZero();
        }
        Project project = new Project(directory.resolve(server));
        assertThat(project.directory().resolve("README.md"))
                .content()
                .contains("```sh\n" + commands().get(server) + "\n```")
                .doesNotContain("$");
        return project;
    }

    @Test
    void theChatRunsWithoutAServerAndReachesBothClients() throws Exception {
        Project project = project("standalone");

        try (RunningProgram server =
                        maven(project.directory(), ANY_PORT, commands().get("standalone"));
                TestClient client = TestClient.to(server.address())) {
            TestConnection ann = client.connect("/chat");
            TestConnection bob = client.connect("/chat");
            ann.send("hello");
            assertThat(Stream.of(ann, bob).map(TestConnection::nextText)).containsExactly("hello", "hello");
            assertThat(get(server.address()))
                    .isEqualTo(Files.readString(project.directory().resolve("src/main/webapp/index.html")));
        }
    }

    private static String get(URI address) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(address).timeout(PATIENCE).build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    @Test
    void theWarOfEachServerHasHandlerAndPage() throws Exception {
        List<String> servers = commands().keySet().stream()
                .filter(name -> !name.equals("standalone"))
                .toList();
        for (String server : servers) {
            project(server);
        }
        Project.of(directory, aggregator(servers)).maven(repository, "package");

        for (String server : servers) {
            Path war = directory.resolve(server).resolve("target").resolve(server + ".war");
            try (JarFile file = new JarFile(war.toFile())) {
                assertThat(file.stream().map(JarEntry::getName))
                        .contains("index.html", "WEB-INF/classes/com/example/Chat.class")
                        .doesNotContain("WEB-INF/classes/com/example/Main.class")
                        .anyMatch(name -> name.startsWith("WEB-INF/lib/tideway-ws-cdi-"));
            }
        }
    }

    private static String aggregator(List<String> modules) {
        return """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>com.example</groupId>
                  <artifactId>all</artifactId>
                  <version>1</version>
                  <packaging>pom</packaging>
                  <modules>
                    <module>%s</module>
                  </modules>
                </project>
                """.formatted(String.join("</module><module>", modules));
    }

    @Test
    void aServerThatTheArchetypeDoesNotKnowFailsTheGeneration() throws Exception {
        try (RunningProgram program = generate("netscape")) {
            assertThat(program.exit(PATIENCE)).isNotZero();
            assertThat(program.output()).contains("server must be standalone, ").contains("but was \"netscape\"");
        }
    }

    @Test
    void aProjectInTheCloneOfTidewayFailsTheGeneration() throws Exception {
        Project.of(directory, parent("io.tideway"));
        try (RunningProgram program = generate("standalone")) {
            assertThat(program.exit(PATIENCE)).isNotZero();
            assertThat(program.output()).contains("must not be a module of Tideway itself", "remove its <module>");
        }
    }

    @Test
    void aProjectInAnotherOneIsAModuleOfIt() throws Exception {
        Project.of(directory, parent("com.example"));
        Project module = project("tomcat");

        assertThat(module.directory().resolve("pom.xml")).content().contains("<parent>");
        assertThat(module.directory().resolve("src/main/webapp/WEB-INF")).exists();
        assertThat(module.directory().resolve("src/main/liberty")).doesNotExist();
    }

    private static String parent(String groupId) {
        return """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>%s</groupId>
                  <artifactId>parent</artifactId>
                  <version>1</version>
                  <packaging>pom</packaging>
                </project>
                """.formatted(groupId);
    }

    @Test
    void theHandlerIsTheChatOfTheReadme() {
        Page handler = Page.read("docs/archetype/src/main/resources/archetype-resources/src/main/java/Chat.java");
        assertThat(handler.text())
                .isEqualTo("package ${package};\n\n" + Guide.chat().text());
    }
}
