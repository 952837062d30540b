package io.tideway.ws.it.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Compares the page on the internals with the sources. */
class InternalsPageTest {
    private static final Path PACKAGES = Page.root().resolve("tideway-ws-cdi/src/main/java/io/tideway/ws/internal");

    private final List<String> lines = Page.read("docs/internals.md").lines();

    @Test
    void everyPackageOfTheRuntimeHasItsDutyInTheTable() throws Exception {
        try (Stream<Path> packages = Files.list(PACKAGES)) {
            assertThat(packages.map(path -> path.getFileName().toString()))
                    .allSatisfy(
                            name -> assertThat(lines).anyMatch(line -> line.matches("\\| `" + name + "` \\| .+ \\|")));
        }
    }
}
