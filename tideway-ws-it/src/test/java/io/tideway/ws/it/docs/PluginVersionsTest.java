package io.tideway.ws.it.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.it.docs.Page.Block;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Reads the versions of plugins in the projects of the documentation, and in that of the archetype. */
class PluginVersionsTest {
    private static final Pattern PLUGIN =
            Pattern.compile("<plugin>\\s*<groupId>([^<]+)</groupId>\\s*<artifactId>([^<]+)</artifactId>"
                    + "\\s*(?:<version>([^<]+)</version>)?");

    private static final Page ARCHETYPE = Page.read("docs/archetype/src/main/resources/archetype-resources/pom.xml");

    private final List<Block> snippets = Stream.concat(
                    Page.all().stream().flatMap(page -> page.blocks("xml").stream()),
                    Stream.of(new Block(ARCHETYPE, 1, "xml", ARCHETYPE.text())))
            .toList();
    private final String build = Page.read("pom.xml")
            .text()
            .replace("${surefire.version}", property("surefire.version"))
            .replaceAll("\\s+", "");

    private static String property(String name) {
        return Pattern.compile("<" + name + ">([^<]+)<")
                .matcher(Page.read("pom.xml").text())
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
    }

    private Stream<List<String>> plugins() {
        return snippets.stream()
                .flatMap(block -> PLUGIN.matcher(block.text()).results())
                .map(plugin -> List.of(plugin.group(2), plugin.group(3) == null ? "" : plugin.group(3)));
    }

    @Test
    void everyPluginHasAVersion() {
        assertThat(plugins())
                .isNotEmpty()
                .allSatisfy(
                        plugin -> assertThat(plugin.get(1)).as(plugin.get(0)).isNotEmpty());
        assertThat(snippets)
                .allSatisfy(block -> assertThat(block.text().split("<plugin>", -1).length - 1)
                        .as(block.page().name() + ":" + block.line())
                        .isEqualTo((int) PLUGIN.matcher(block.text()).results().count()));
    }

    @Test
    void aPluginOfTheBuildHasItsVersion() {
        assertThat(plugins().filter(plugin -> build.contains(artifact(plugin.get(0)))))
                .isNotEmpty()
                .allSatisfy(plugin -> assertThat(build)
                        .contains(artifact(plugin.get(0)) + "<version>" + plugin.get(1) + "</version>"));
    }

    @Test
    void theJUnitOfTheGuideIsThatOfTheBuild() {
        assertThat(Page.read("docs/guide/testing.md").blocks("xml").get(0).text())
                .contains("<version>" + property("junit.version") + "</version>");
    }

    private static String artifact(String name) {
        return "<artifactId>" + name + "</artifactId>";
    }
}
