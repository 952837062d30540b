package io.tideway.ws.it.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** Puts the project of a WAR on Helidon MP, which has CDI and WebSocket, but no servlet container. */
@EnabledForJreRange(min = JRE.JAVA_21)
class HelidonTest {
    private static final Path DIRECTORY = Path.of("target", "quickstart", "helidon");
    private static final String HELIDON = """
            <dependency>
              <groupId>io.helidon.microprofile.server</groupId>
              <artifactId>helidon-microprofile-server</artifactId>
              <version>4.2.0</version>
            </dependency>
            <dependency>
              <groupId>io.helidon.microprofile.websocket</groupId>
              <artifactId>helidon-microprofile-websocket</artifactId>
              <version>4.2.0</version>
            </dependency>
            """;

    @Test
    void theLogNamesTheHandlersThatNothingRegisters() throws Exception {
        Project project = Project.of(
                        DIRECTORY, Guide.with(Guide.warPom().replace("<packaging>war</packaging>", ""), HELIDON))
                .source(Guide.chat())
                .file("src/main/resources/META-INF/beans.xml", "")
                .maven(
                        MavenRepository.ofThisBuild(HelidonTest.class),
                        "clean",
                        "compile",
                        "org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies",
                        "-DincludeScope=runtime");
        String java = RunningProgram.javaTools().resolve("java").toString();
        String classPath = String.join(File.pathSeparator, "target/classes", "target/dependency/*");
        try (RunningProgram helidon = RunningProgram.start(
                project.directory(), Map.of(), List.of(java, "-Dserver.port=0", "-cp", classPath, "io.helidon.Main"))) {
            helidon.awaitOutput("Server started on");
            assertThat(helidon.output())
                    .contains("TIDEWAY-119 nothing registers the endpoints of")
                    .contains("Chat");
        }
    }
}
