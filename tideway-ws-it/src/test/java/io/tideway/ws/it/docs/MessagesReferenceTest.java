package io.tideway.ws.it.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Compares the messages of the reference with those of the code. */
class MessagesReferenceTest {
    private static final Pattern ID = Pattern.compile("TIDEWAY-[A-Z]*\\d{3}");
    private static final Pattern FIRST_WORD = Pattern.compile("\"(TIDEWAY-[A-Z]*\\d{3}) ");

    private final Page reference = Page.read("docs/reference.md");

    @Test
    void everyMessageIsListed() throws IOException {
        Set<String> inSources = new TreeSet<>();
        for (Path source : publishedSources()) {
            inSources.addAll(ids(Files.readString(source)));
        }

        assertThat(ids(reference.text())).containsExactlyInAnyOrderElementsOf(inSources);
    }

    @Test
    void everyMessageIsInTheOneRangeOfItsPackage() throws IOException {
        List<MessageRange> ranges = reference.section("## Messages").table().stream()
                .flatMap(MessageRange::of)
                .toList();
        int checked = 0;
        for (Path source : publishedSources()) {
            String home = source.getParent().toString().replace(File.separatorChar, '.');
            for (MatchResult first :
                    FIRST_WORD.matcher(Files.readString(source)).results().toList()) {
                String id = first.group(1);
                assertThat(ranges)
                        .filteredOn(range -> range.holds(id))
                        .as("the range of %s, of %s", id, source.getFileName())
                        .singleElement()
                        .satisfies(range -> assertThat(home).endsWith(".java." + range.home()));
                checked++;
            }
        }

        assertThat(checked).isGreaterThanOrEqualTo(ids(reference.text()).size());
    }

    private static List<Path> publishedSources() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String module : List.of(
                "tideway-ws-api",
                "tideway-ws-cdi",
                "tideway-ws-centrifuge",
                "tideway-ws-tyrus",
                "tideway-ws-junit",
                "tideway-ws-redis")) {
            try (Stream<Path> files = Files.walk(Page.root().resolve(module).resolve("src/main/java"))) {
                files.filter(Files::isRegularFile).forEach(sources::add);
            }
        }
        return sources;
    }

    @Test
    void everyDeploymentErrorIsListedAsOne() {
        Set<String> marked = new TreeSet<>();
        Pattern.compile("\\| (TIDEWAY-\\d{3}) \\| deployment error")
                .matcher(reference.text())
                .results()
                .forEach(row -> marked.add(row.group(1)));

        assertThat(marked).isNotEmpty();
        assertThat(ids(reference.section("## Deployment errors").text())).containsAll(marked);
    }

    private static Set<String> ids(String text) {
        Set<String> ids = new TreeSet<>();
        ID.matcher(text).results().forEach(match -> ids.add(match.group()));
        return ids;
    }
}
