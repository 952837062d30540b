package io.tideway.ws.it.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tideway.ws.it.docs.Page;
import io.tideway.ws.redisprogram.RedisProgram;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Runs what the page on realtime endpoints begins with: a handler, a client, and a page in two browsers. */
@Tag("long")
class RealtimeTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Path DIRECTORY = Path.of("target", "quickstart");
    private static final Page PAGE = Page.read("docs/guide/realtime.md");

    @Test
    void theClientGetsWhatItPublishes() throws Exception {
        Node.required();
        Project project = Project.of(DIRECTORY.resolve("realtime"), Guide.with(Guide.programPom(), dependency()))
                .source(PAGE.blocks("java").get(0))
                .file("src/main/java/com/example/Main.java", Guide.listeningMain());
        Node.linkPackages(project);
        MavenRepository repository = MavenRepository.ofThisBuild(RealtimeTest.class);

        try (RunningProgram server = RunningProgram.start(
                project.directory(), Map.of(), project.mavenCommand(repository, "compile", "exec:java"))) {
            String port = String.valueOf(server.address().getPort());
            project.file("client.mjs", PAGE.blocks("js").get(0).text().replace("8080", port));
            try (RunningProgram client =
                    RunningProgram.start(project.directory(), Map.of(), Node.command("client.mjs"))) {
                client.awaitOutput("ann { title: 'hello' }");
            }
        }
    }

    @Test
    void twoBrowsersKeepWhatTheyShowOverARestart() throws Exception {
        Node.required();
        Tool.required("chromium", "on Debian: apt-get install chromium", "chromium", "--version");
        int port = FreePort.next();
        Project project = twoBrowsers(port);
        MavenRepository repository = MavenRepository.ofThisBuild(RealtimeTest.class);
        project.maven(repository, "compile");
        int redis = FreePort.next();
        String setting = "-Dtideway.ws.cluster.redis.uri=redis://127.0.0.1:" + redis;
        List<String> program = project.mavenCommand(repository, "exec:java", setting);
        try (RunningProgram broker =
                RunningProgram.start(project.directory(), Map.of(), RedisProgram.serverOn(redis))) {
            broker.awaitOutput("Ready to accept connections");
            try (RunningProgram server = start(project, program, port);
                    RunningProgram browsers = RunningProgram.start(
                            project.directory(),
                            Map.of(),
                            List.of("node", "two-browsers.mjs", "http://127.0.0.1:" + port + "/"))) {
                browsers.awaitOutput("both show it");
                server.terminate();
                server.exit(PATIENCE);
                try (RunningProgram again = start(project, program, port)) {
                    browsers.awaitOutput("both show everything");
                    assertThat(again.output()).doesNotContain("Exception");
                }
            }
        }
    }

    /** Makes the project of the section, with its page. */
    private static Project twoBrowsers(int port) throws IOException {
        Page section = PAGE.section("## Two browsers");
        String redis = Page.read("docs/clustering.md").blocks("xml").get(0).text();
        String member = section.blocks("java").get(1).text();
        String board = PAGE.blocks("java").get(0).text();
        String decision = "JoinDecision.allow().publish()";
        assertThat(board).contains(decision);
        Project project = Project.of(
                        DIRECTORY.resolve("two-browsers"), Guide.with(Guide.programPom(), dependency() + "\n" + redis))
                .file(
                        "src/main/java/com/example/Board.java",
                        board.replace(
                                decision, member.substring(member.indexOf("JoinDecision.allow"), member.indexOf(';'))))
                .source(section.blocks("java").get(0))
                .source(section.blocks("java").get(2), port)
                .file("site/index.html", section.blocks("html").get(0).text())
                .file("site/board.js", section.blocks("js").get(0).text());
        Node.linkPackages(project);
        copy(project.directory().resolve("node_modules/centrifuge/dist/centrifuge.js"), project, "site/centrifuge.js");
        for (String program : List.of("browser.mjs", "checks.mjs")) {
            copy(Page.root().resolve("tideway-ws-examples/src/test/node/" + program), project, program);
        }
        copy(Page.root().resolve("tideway-ws-it/src/test/resources/two-browsers.mjs"), project, "two-browsers.mjs");
        return project;
    }

    private static void copy(Path file, Project project, String to) throws IOException {
        project.file(to, Files.readString(file));
    }

    private static RunningProgram start(Project project, List<String> program, int port) throws IOException {
        RunningProgram started = RunningProgram.start(project.directory(), Map.of(), program);
        await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            new Socket("127.0.0.1", port).close();
            return true;
        });
        return started;
    }

    private static String dependency() {
        return PAGE.blocks("xml").get(0).text();
    }
}
