package io.tideway.ws.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.junit.TestConnection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests on every server that application code runs in the context of its application. */
abstract class ContextContract {
    private static final List<String> EVERYWHERE = List.of(
            "onUpgrade",
            "onConnect",
            "onMessage",
            "onError",
            "onDisconnect",
            "matching",
            "thenRun",
            "thenThenRunAsync",
            "thenRunAsync",
            "thenRun of an audience",
            "opened",
            "opened, asynchronously",
            "joined",
            "left",
            "closed",
            "closed, asynchronously");

    private final Site site;

    ContextContract(Site site) {
        this.site = site;
    }

    @ParameterizedTest
    @ValueSource(strings = {"container", "managed", "configured"})
    void applicationCodeRunsInTheContextOfItsApplication(String dispatch) {
        String tag = site.tag();
        TestConnection client = site.connect("/context/" + dispatch + "?tag=" + tag);
        assertThat(client.send("hello").nextTexts(2)).containsExactly("matched", "hello");
        site.eventually(() -> assertThat(site.journal(tag)).anyMatch(line -> line.startsWith("thenThenRunAsync")));
        client.close();
        String found =
                " loader=true services=true cdi=true names=" + (site.has(Deviation.LACKS_MANAGED_EXECUTORS) ? 0 : 3);
        Stream<String> expected = EVERYWHERE.stream().map(where -> where + found);
        List<String> lines = expected.toList();
        site.eventually(() -> assertThat(site.journal(tag)).containsExactlyInAnyOrderElementsOf(lines));
    }

    @Test
    void afterCommitSendsAtOnceWithoutATransaction() {
        assertThat(site.connect("/transactions").send("outside").nextTexts(2)).containsExactly("at once", "outside");
    }
}
