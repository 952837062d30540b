package io.tideway.ws.it.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.it.docs.Page.Link;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Follows every link of the documentation that stays in the project. */
class LinksTest {

    @Test
    void everyLinkLeadsSomewhere() {
        List<String> broken = Page.all().stream()
                .flatMap(page -> page.links().stream()
                        .filter(link -> !resolves(page, link))
                        .map(link -> page.name() + ":" + link.line() + ": " + link.target()))
                .toList();

        assertThat(broken).isEmpty();
    }

    private static boolean resolves(Page page, Link link) {
        String[] parts = link.target().split("#", 2);
        Path from = Path.of(page.name());
        Path target = parts[0].isEmpty() ? from : from.resolveSibling(parts[0]).normalize();
        if (!Files.exists(Page.root().resolve(target))) {
            return false;
        }
        return parts.length == 1
                || Page.read(target.toString().replace('\\', '/')).anchors().contains(parts[1]);
    }
}
