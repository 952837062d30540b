package io.tideway.ws.it.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tideway.ws.it.docs.Page;
import io.tideway.ws.junit.TestClient;
import io.tideway.ws.redisprogram.RedisProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Runs the chat of the README twice, with the one more jar and the one setting of the page on clusters. */
@Tag("long")
class ClusterTest {
    private static final Path DIRECTORY = Path.of("target", "quickstart");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Test
    void whatIsSentToOneNodeReachesTheOther() throws Exception {
        Page page = Page.read("docs/clustering.md");
        Project project = Project.of(
                        DIRECTORY.resolve("cluster"),
                        Guide.with(Guide.programPom(), page.blocks("xml").get(0).text()))
                .source(Guide.chat())
                .file("src/main/java/com/example/Main.java", Guide.listeningMain());
        MavenRepository repository = MavenRepository.ofThisBuild(ClusterTest.class);
        project.maven(repository, "compile");

        int redis = FreePort.next();
        String setting =
                page.blocks("properties").get(0).text().replace(" ", "").replace("6379", "" + redis);
        List<String> node = project.mavenCommand(repository, "exec:java", "-D" + setting);
        try (RunningProgram broker = RunningProgram.start(project.directory(), Map.of(), RedisProgram.serverOn(redis));
                RunningProgram one = RunningProgram.start(project.directory(), Map.of(), node);
                RunningProgram two = RunningProgram.start(project.directory(), Map.of(), node);
                TestClient toOne = TestClient.to(one.address());
                TestClient toTwo = TestClient.to(two.address())) {
            broker.awaitOutput("Ready to accept connections");
            var bob = toTwo.connect("/chat");
            var ann = toOne.connect("/chat");
            await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
                ann.send("hello");
                assertThat(bob.nextText(Duration.ofSeconds(1))).isEqualTo("hello");
            });
        }
    }
}
