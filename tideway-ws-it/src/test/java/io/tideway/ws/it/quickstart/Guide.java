package io.tideway.ws.it.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.it.docs.Page;
import io.tideway.ws.it.docs.Page.Block;
import java.util.List;

/** Names the blocks of the documentation that more than one quick start is made of. */
final class Guide {
    private static final Page README = Page.read("README.md");
    private static final Page FIRST_HANDLER = Page.read("docs/guide/first-handler.md");

    private Guide() {}

    /** Returns the chat of the README. */
    static Block chat() {
        return README.blocks("java").get(0);
    }

    /** Returns the dependency of the README. */
    static Block dependency() {
        return README.blocks("xml").get(0);
    }

    /** Returns the project of a WAR. */
    static String warPom() {
        return pom(FIRST_HANDLER.section("## The dependency"));
    }

    /** Returns the project of a program. */
    static String programPom() {
        return pom(FIRST_HANDLER.section("## Run it"));
    }

    /** Returns the main class that prints its address, with a free port. */
    static String listeningMain() {
        return Page.read("docs/guide/running.md")
                .section("## Without a server")
                .blocks("java")
                .get(0)
                .text()
                .replace("8080", "0");
    }

    /** Returns the one whole project of a section. */
    static String pom(Page section) {
        List<Block> poms = section.blocks("xml").stream()
                .filter(block -> block.text().startsWith("<project "))
                .toList();
        assertThat(poms).hasSize(1);
        return poms.get(0).text();
    }

    /** Adds a block with dependencies to a project. */
    static String with(String pom, String dependencies) {
        assertThat(pom).contains("</dependencies>");
        return pom.replaceFirst("</dependencies>", dependencies + "\n</dependencies>");
    }
}
