package io.tideway.ws.it.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.it.docs.Page;
import io.tideway.ws.it.python.Program;
import io.tideway.ws.junit.TestClient;
import io.tideway.ws.junit.TestConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Delivers the program of the page on packaging in each of its forms, and runs it. */
@Tag("long")
class PackagingTest {
    private static final Path DIRECTORY = Path.of("target", "quickstart");
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String PLUGINS_GO_HERE = "<!-- here the plugins of the form that you choose -->";
    private static final Map<String, String> ANY_PORT = Map.of("TIDEWAY_WS_SERVER_PORT", "0");
    private static final Page PAGE = Page.read("docs/guide/packaging.md");

    private static MavenRepository repository;
    private static Project plainJars;

    @BeforeAll
    static void packagePlainJars() throws IOException {
        repository = MavenRepository.ofThisBuild(PackagingTest.class);
        plainJars = project("plain-jars", "## Plain jars").maven(repository, "clean", "package");
    }

    /** Makes the project of the page with the plugins of a section. */
    private static Project project(String name, String heading) throws IOException {
        String pom = Guide.pom(PAGE);
        assertThat(pom).contains(PLUGINS_GO_HERE);
        String plugins = PAGE.section(heading).blocks("xml").get(0).text();
        List<Page.Block> java = PAGE.blocks("java");
        return Project.of(DIRECTORY.resolve(name), pom.replace(PLUGINS_GO_HERE, plugins))
                .source(java.get(0))
                .source(java.get(1))
                .file("src/main/resources/META-INF/beans.xml", "");
    }

    /** Returns what stands in the text of a section between backquotes and runs Java. */
    private static String commandOf(String heading) {
        return Pattern.compile("`(java -jar [^`]+)`")
                .matcher(PAGE.section(heading).text())
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
    }

    private static void assertSendsARecord(RunningProgram program) {
        try (TestClient client = TestClient.to(program.address())) {
            assertThat(client.connect("/prices").nextText()).isEqualTo("{\"article\":\"tea\",\"cents\":250}");
        }
    }

    @Test
    void plainJarsRun() throws Exception {
        try (RunningProgram program =
                RunningProgram.shell(plainJars.directory(), ANY_PORT, commandOf("## Plain jars"))) {
            assertSendsARecord(program);
        }
    }

    @Test
    void oneJarRuns() throws Exception {
        Project project = project("one-jar", "## One jar").maven(repository, "clean", "package");
        try (RunningProgram program = RunningProgram.shell(project.directory(), ANY_PORT, commandOf("## One jar"))) {
            assertSendsARecord(program);
        }
    }

    @Test
    void theRunTimeOfJlinkRunsThePlainJars() throws Exception {
        List<String> lines = PAGE.section("## With a Java run-time of its own")
                .blocks("text")
                .get(0)
                .text()
                .lines()
                .toList();
        assertThat(lines).hasSize(2);
        deleteTree(plainJars.directory().resolve("target/java"));
        try (RunningProgram jlink = RunningProgram.shell(plainJars.directory(), Map.of(), lines.get(0))) {
            assertThat(jlink.exit(PATIENCE)).as(jlink.output()).isZero();
        }
        try (RunningProgram program = RunningProgram.shell(plainJars.directory(), ANY_PORT, lines.get(1))) {
            assertSendsARecord(program);
        }
    }

    /** Without a registry the image has nothing below its layers, so they run on this machine's Java. */
    @Test
    void theLayersOfTheImageRun() throws Exception {
        Project project = project("image", "## A container image")
                .maven(repository, "clean", "package", "jib:buildTar", "-Djib.from.image=scratch");
        Path image = project.directory().resolve("target/image");
        Path root = project.directory().resolve("target/root");
        Files.createDirectories(image);
        Files.createDirectories(root);
        run("tar", "-xf", project.directory().resolve("target/jib-image.tar").toString(), "-C", image.toString());
        for (Path layer : filesOf(image, ".tar.gz")) {
            run("tar", "-xzf", layer.toString(), "-C", root.toString());
        }
        Path app = root.resolve("app");
        Path classPath = app.resolve("jib-classpath-file");
        Files.writeString(classPath, Files.readString(classPath).replace("/app/", app + "/"));

        List<String> command = entryPoint(Files.readString(image.resolve("config.json"))).stream()
                .map(argument -> argument.replace("@/app/", "@" + app + "/"))
                .toList();
        try (RunningProgram program = RunningProgram.start(project.directory(), ANY_PORT, command)) {
            assertSendsARecord(program);
        }
    }

    private static List<String> entryPoint(String config) {
        String list = Pattern.compile("\"Entrypoint\":\\[([^]]*)]")
                .matcher(config)
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
        return Stream.of(list.split(","))
                .map(quoted -> quoted.replace("\"", ""))
                .toList();
    }

    @Test
    void theServiceOfSystemdEndsAsItsUnitSays() throws Exception {
        Map<String, String> unit = PAGE.section("## As a service of systemd")
                .blocks("ini")
                .get(0)
                .text()
                .lines()
                .filter(line -> line.contains("=") && !line.startsWith("#"))
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (first, second) -> second));
        String[] variable = unit.get("Environment").split("=", 2);
        assertThat(variable[0]).isEqualTo("TIDEWAY_WS_HEARTBEAT_INTERVAL");
        String command = unit.get("ExecStart")
                .replace(
                        "/usr/bin/java",
                        RunningProgram.javaTools().resolve("java").toString())
                .replace("/opt/prices", plainJars.directory().resolve("target").toString());
        Map<String, String> environment = Map.of("TIDEWAY_WS_SERVER_PORT", "0", variable[0], variable[1]);

        try (RunningProgram program = RunningProgram.shell(plainJars.directory(), environment, command);
                TestClient client = TestClient.to(program.address())) {
            TestConnection connection = client.connect("/prices");
            connection.nextText();
            program.terminate();

            assertThat(connection.closeCode()).isEqualTo(1001);
            assertThat(program.exit(Duration.ofSeconds(Long.parseLong(unit.get("TimeoutStopSec")))))
                    .isEqualTo(Integer.parseInt(unit.get("SuccessExitStatus")));
        }
    }

    private static void run(String... command) throws IOException {
        Program.Outcome outcome = Program.of(PATIENCE, command).run();
        assertThat(outcome.succeeded()).as(outcome.output()).isTrue();
    }

    private static List<Path> filesOf(Path directory, String suffix) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(suffix)).toList();
        }
    }

    private static void deleteTree(Path tree) throws IOException {
        if (Files.exists(tree)) {
            run("rm", "-r", tree.toString());
        }
    }
}
