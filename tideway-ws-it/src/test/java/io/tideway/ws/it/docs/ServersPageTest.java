package io.tideway.ws.it.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.it.report.OnServerNamed;
import io.tideway.ws.it.server.OnServer;
import io.tideway.ws.it.server.ServerKind;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ReflectionSupport;

/** Compares the page on servers with the build. */
class ServersPageTest {
    private static final Pattern QUICK_START_VERSION =
            Pattern.compile("-Dartifact=[\\w.]+:(wildfly-dist|payara-micro|openliberty-runtime):([\\w.]+)");

    private final Page page = Page.read("docs/servers.md");
    private final Page tested = page.section("## Tested");

    private static String version(ServerKind kind) {
        return switch (kind) {
            case TOMCAT -> version("tomcat.version");
            case TOMCAT_11 -> version("tomcat11.version");
            case WILDFLY, WILDFLY_PREVIEW -> version("wildfly.version");
            case PAYARA_MICRO -> version("payara.version");
            case PAYARA_MICRO_7 -> version("payara7.version");
            case GLASSFISH_7 -> version("glassfish7.version");
            case GLASSFISH_8 -> version("glassfish8.version");
            case OPEN_LIBERTY -> version("liberty.version");
            case TOMEE -> version("tideway-ws-it/src/test/servers/tomee.xml", "tomee.version");
            case JETTY_12_0_EE10, JETTY_12_1_EE10, JETTY_12_1_EE11 ->
                version("tideway-ws-it/src/test/servers/" + kind.option() + ".xml", "jetty.version");
        };
    }

    private static String version(String property) {
        return version("pom.xml", property);
    }

    private static String version(String file, String property) {
        Matcher found = Pattern.compile("<" + property + ">(.*)</" + property + ">")
                .matcher(Page.read(file).text());
        assertThat(found.find()).as(property).isTrue();
        return found.group(1);
    }

    @Test
    void theTableHasTheServersOfTheBuildWithTheirVersionsJavaAndRows() {
        Stream<List<String>> servers = Stream.of(ServerKind.values())
                .map(kind -> List.of(kind.title(), version(kind), kind.javaVersions(), rows(kind.title())));
        Stream<List<String>> standalone =
                Stream.of(List.of("Standalone on Tyrus", version("tyrus.version"), "17 or later", rows("Standalone")));
        assertThat(tested.table())
                .extracting(row ->
                        List.of(row.get(0).replaceAll("\\[(.*)]\\(.*\\)", "$1"), row.get(1), row.get(2), row.get(3)))
                .containsExactlyElementsOf(Stream.concat(servers, standalone).toList());
    }

    /** Returns which rows of the contract the tests of a server have, as the page says it. */
    private static String rows(String server) {
        Set<String> missing = capabilities(type -> true);
        missing.removeAll(capabilities(type -> server(type).equals(server)));
        return missing.isEmpty() ? "all" : "all except " + String.join(", ", missing);
    }

    @Test
    void thePageNamesEveryServerThatCanBeChosen() {
        assertThat(ServerKind.values())
                .allSatisfy(kind -> assertThat(tested.text()).contains("`" + kind.option() + "`"));
    }

    @Test
    void aQuickStartTakesTheTestedVersion() {
        List<String> quickStarts = QUICK_START_VERSION
                .matcher(page.text())
                .results()
                .map(match -> match.group(2))
                .toList();
        assertThat(quickStarts)
                .containsExactly(version("wildfly.version"), version("payara.version"), version("liberty.version"));
    }

    @Test
    void theLibrariesForTomcatAreThoseOfTheBuild() {
        assertThat(page.section("## Tomcat").blocks("xml").get(0).text())
                .contains("<version>" + version("weld.version") + "</version>")
                .contains("<version>" + version("yasson.version") + "</version>");
    }

    @Test
    void aQuickStartHasAtMostTenLines() {
        assertThat(page.blocks("sh"))
                .hasSize(3)
                .allSatisfy(block -> assertThat(block.text().lines()).hasSizeLessThanOrEqualTo(10));
    }

    @Test
    void theRowsAreTheCapabilitiesThatTheContractTests() {
        List<List<String>> rows = new Page(
                        tested.name(),
                        tested.lines().stream()
                                .dropWhile(line -> !line.startsWith("| Row "))
                                .toList())
                .table();
        assertThat(rows).extracting(row -> row.get(0)).containsExactlyElementsOf(capabilities(type -> true));
    }

    private static Set<String> capabilities(Predicate<Class<?>> wanted) {
        return ReflectionSupport.findAllClassesInPackage(
                        "io.tideway.ws.it",
                        type -> !server(type).isEmpty() && wanted.test(type),
                        name -> name.endsWith("Test"))
                .stream()
                .flatMap(type ->
                        ReflectionSupport.findNestedClasses(
                                type, nested -> AnnotationSupport.isAnnotated(nested, Nested.class))
                                .stream())
                .map(nested -> AnnotationSupport.findAnnotation(nested, DisplayName.class)
                        .map(DisplayName::value)
                        .orElse(nested.getSimpleName()))
                .collect(Collectors.toCollection(() -> new TreeSet<>(String.CASE_INSENSITIVE_ORDER)));
    }

    /** Returns the server that a class tests, or nothing if it tests none. */
    private static String server(Class<?> type) {
        return AnnotationSupport.findAnnotation(type, OnServer.class)
                .map(on -> on.value().title())
                .or(() -> AnnotationSupport.findAnnotation(type, OnServerNamed.class)
                        .map(OnServerNamed::value))
                .orElse("");
    }
}
