package io.tideway.ws.it.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Checks what the README says about itself. */
class ReadmeTest {
    private final Page readme = Page.read("README.md");

    @Test
    void theFirstHandlerHasAtMostTwelveLines() {
        assertThat(readme.blocks("java").get(0).text().lines()).hasSizeLessThanOrEqualTo(12);
    }

    @Test
    void runningAndTestingTakeOneCommandEach() {
        for (String heading : List.of("## Run it", "## Test it")) {
            assertThat(readme.section(heading).blocks(""))
                    .as(heading)
                    .singleElement()
                    .satisfies(
                            block -> assertThat(block.text()).startsWith("mvn ").doesNotContain("\n"));
        }
    }
}
