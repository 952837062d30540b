package io.tideway.ws.it.modules;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.it.docs.Page;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs small modular programs against the published jars. */
class ModulePathTest {
    @TempDir
    Path output;

    @Test
    void theDropInJarsNeedOnlyTheModulesThatEveryServerHas() throws Exception {
        ModularProgram program = new ModularProgram(
                "catalogue",
                output,
                Libraries.named(
                                "tideway-ws-api",
                                "tideway-ws-cdi",
                                "jakarta.annotation-api",
                                "jakarta.enterprise.cdi-api")
                        .and("jakarta.enterprise.lang-model", "jakarta.inject-api", "jakarta.interceptor-api")
                        .and("jakarta.websocket-api", "jakarta.websocket-client-api"));

        assertThat(program.run(List.of()))
                .contains("handler in module catalogue")
                .contains("extension in module io.tideway.ws.cdi");
    }

    @Test
    void theServerItsProtocolAndTheTestKitRunOnTheModulePath() throws Exception {
        ModularProgram program = new ModularProgram(
                "shop",
                output,
                Libraries.standalone()
                        .and("tideway-ws-centrifuge", "tideway-ws-junit")
                        .and("apiguardian-api", "jspecify", "junit-jupiter-api")
                        .and("junit-platform-commons", "opentest4j"));

        assertThat(program.run(optionsOfTheGuide()))
                .contains("server in module io.tideway.ws.tyrus")
                .contains("client in module io.tideway.ws.junit")
                .contains("received {\"article\":\"tea\"}")
                .contains("answered {\"id\":1,\"connect\":{")
                .as("the fast ways to send and to read")
                .doesNotContain("TIDEWAY-501", "TIDEWAY-ST206");
    }

    @Test
    void theBrokerOverRedisRunsOnTheModulePath() throws Exception {
        ModularProgram program = new ModularProgram(
                "relay",
                output,
                Libraries.named("tideway-ws-api", "tideway-ws-redis", "jakarta.annotation-api")
                        .and("jakarta.enterprise.cdi-api", "jakarta.enterprise.lang-model", "jakarta.inject-api")
                        .and("jakarta.interceptor-api", "lettuce-core", "reactor-core", "reactive-streams")
                        .and("netty-buffer", "netty-codec-base", "netty-codec-dns", "netty-common", "netty-handler")
                        .and("netty-resolver", "netty-resolver-dns", "netty-transport")
                        .and("netty-transport-native-unix-common"));

        assertThat(program.run(List.of()))
                .contains("broker in module io.tideway.ws.redis")
                .contains("TIDEWAY-RD002 Redis is not reachable");
    }

    @Test
    void theModuleOfTheGuideIsTheOneThatRuns() throws IOException {
        List<String> declared = Files.readAllLines(Path.of("src", "test", "modules", "shop", "module-info.java"));
        Page section = Page.read("docs/guide/running.md").section("## On the module path");
        assertThat(section.blocks("text").get(0).text().lines())
                .containsExactlyElementsOf(declared.stream()
                        .filter(line -> !line.startsWith("/**"))
                        .filter(line -> !line.equals("    requires io.tideway.ws.junit;")) // of the program's client
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"api", "cdi", "centrifuge", "redis", "tyrus", "junit"})
    void everyPublishedJarIsAModuleWithTheNameOfItsArtifact(String name) {
        ModuleDescriptor module = ModuleFinder.of(
                        Libraries.named("tideway-ws-" + name).paths())
                .find("io.tideway.ws." + name)
                .orElseThrow()
                .descriptor();

        assertThat(module.isAutomatic()).isFalse();
        assertThat(unqualifiedExports(module)).noneMatch(exported -> exported.contains(".internal"));
    }

    @Test
    void everyPackageOfTheApiIsExportedAndNoInternalOne() {
        ModuleDescriptor api = ModuleFinder.of(Libraries.named("tideway-ws-api").paths())
                .find("io.tideway.ws.api")
                .orElseThrow()
                .descriptor();

        assertThat(unqualifiedExports(api))
                .containsExactlyInAnyOrderElementsOf(api.packages().stream()
                        .filter(name -> !name.contains(".internal"))
                        .toList());
    }

    @Test
    void theRuntimeExportsNothingToApplications() {
        ModuleDescriptor cdi = ModuleFinder.of(Libraries.named("tideway-ws-cdi").paths())
                .find("io.tideway.ws.cdi")
                .orElseThrow()
                .descriptor();

        assertThat(unqualifiedExports(cdi)).isEmpty();
    }

    private static List<String> optionsOfTheGuide() throws IOException {
        return Files.readAllLines(Path.of("..", "docs", "guide", "running.md")).stream()
                .filter(line -> line.startsWith("--add-"))
                .toList();
    }

    private static List<String> unqualifiedExports(ModuleDescriptor module) {
        return module.exports().stream()
                .filter(exports -> !exports.isQualified())
                .map(ModuleDescriptor.Exports::source)
                .toList();
    }
}
