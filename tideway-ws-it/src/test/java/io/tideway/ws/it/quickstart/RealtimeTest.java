package io.tideway.ws.it.quickstart;

import io.tideway.ws.it.docs.Page;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Runs the handler and the client that the page on realtime endpoints begins with. */
class RealtimeTest {
    private static final Path DIRECTORY = Path.of("target", "quickstart");

    @Test
    void theClientGetsWhatItPublishes() throws Exception {
        Node.required();
        Page page = Page.read("docs/guide/realtime.md");
        String realtime = Guide.dependency().text().replace("tideway-ws-cdi", "tideway-ws-centrifuge");
        Project project = Project.of(DIRECTORY.resolve("realtime"), Guide.with(Guide.programPom(), realtime))
                .source(page.blocks("java").get(0))
                .file("src/main/java/com/example/Main.java", Guide.listeningMain());
        Node.linkPackages(project);
        MavenRepository repository = MavenRepository.ofThisBuild(RealtimeTest.class);

        try (RunningProgram server = RunningProgram.start(
                project.directory(), Map.of(), project.mavenCommand(repository, "compile", "exec:java"))) {
            String port = String.valueOf(server.address().getPort());
            project.file("client.mjs", page.blocks("js").get(0).text().replace("8080", port));
            try (RunningProgram client =
                    RunningProgram.start(project.directory(), Map.of(), Node.command("client.mjs"))) {
                client.awaitOutput("ann { title: 'hello' }");
            }
        }
    }
}
