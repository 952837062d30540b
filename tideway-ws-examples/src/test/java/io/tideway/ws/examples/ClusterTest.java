package io.tideway.ws.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tideway.ws.examples.nodes.TwoNodes;
import io.tideway.ws.junit.TestClient;
import io.tideway.ws.junit.TestConnection;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Runs the program twice, as two nodes that a Redis connects. */
@Execution(ExecutionMode.CONCURRENT)
@Tag("long")
class ClusterTest {
    @TempDir
    Path output;

    private TwoNodes nodes;
    private TestClient toOne;
    private TestClient toTwo;

    @BeforeEach
    void start() throws Exception {
        nodes = TwoNodes.start(output);
        toOne = client(nodes.first());
        toTwo = client(nodes.second());
        TestConnection first = arrive(toOne, "");
        first.send("/name probe");
        TestConnection second = arrive(toTwo, "");
        await().atMost(TwoNodes.PATIENCE)
                .until(
                        () -> { // until the nodes know each other
                            second.send("/msg probe hello");
                            first.send("/rooms");
                            return first.nextTextsUntil(text -> text.startsWith("{")).stream()
                                    .anyMatch(text -> text.contains("(private): hello"));
                        });
        first.close();
        second.close();
    }

    @AfterEach
    void end() {
        if (nodes != null) {
            nodes.close();
        }
    }

    private static TestClient client(URI node) {
        return TestClient.to(node).withPatience(TwoNodes.PATIENCE);
    }

    @Test
    void browsersOnBothNodesChatAndMissNothingWhenOneNodeIsKilled() throws Exception {
        NodeProgram.runInBrowsers(
                "two-nodes-page.mjs",
                List.of(nodes.first(), nodes.second()),
                output,
                Map.of("kill", nodes::killFirst, "start", nodes::startFirstAgain));
    }

    @Test
    void clientsOfTheCentrifugeProtocolRecoverOnTheOtherNode() throws Exception {
        NodeProgram.run(
                "two-nodes-client.mjs",
                List.of(nodes.first(), nodes.second()),
                output,
                Map.of("kill", nodes::killFirst));
    }

    /** Connects with a position and takes the welcome. */
    private static TestConnection arrive(TestClient client, String since) {
        TestConnection connection = client.connect("/ws?since=" + since);
        assertThat(connection.nextText()).contains("Welcome");
        if (since.isEmpty()) {
            position(connection);
        }
        return connection;
    }

    private static String last(List<String> texts) {
        return texts.get(texts.size() - 1);
    }

    private static String position(TestConnection connection) {
        String told = last(connection.nextTextsUntil(text -> text.contains("\"position\"")));
        return told.replaceAll(".*\"position\":\"([^\"]+)\".*", "$1");
    }

    @Test
    void aClientOfANodeThatIsKilledGetsWhatItMissedFromTheOther() throws Exception {
        TestConnection ann = toOne.connect("/ws?since=");
        String position = position(ann);
        TestConnection bob = arrive(toTwo, "");
        bob.send("/name bob");
        bob.send("before");
        ann.nextTextsUntil("bob: before"::equals);
        nodes.killFirst();
        bob.send("while it is down");
        bob.nextTextsUntil("bob: while it is down"::equals);
        TestConnection back = arrive(toTwo, position);
        assertThat(back.nextText()).isEqualTo("bob: before");
        assertThat(back.nextText()).isEqualTo("bob: while it is down");
        assertThat(back.nextText()).contains("\"recovered\":true");
    }
}
