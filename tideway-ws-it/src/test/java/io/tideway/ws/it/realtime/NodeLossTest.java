package io.tideway.ws.it.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.junit.TestClient;
import io.tideway.ws.junit.TestConnection;
import java.io.IOException;
import java.net.URI;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Kills the node that the unmodified clients for Java and Go are on: they go on where they were on the other one. */
@Timeout(300)
class NodeLossTest {
    private static final int SOME = 20;

    private final String room = "board:" + UUID.randomUUID();

    @Test
    void clientsForJavaRecoverOnTheOtherNode() throws IOException {
        try (TwoNodes nodes = TwoNodes.start();
                Line line = Line.to(nodes.first());
                Crowd crowd = new JavaCrowd(line.uri(), room, SOME)) {
            recoversOnTheOtherNode(nodes, line, crowd);
        }
    }

    @Test
    void clientsForGoRecoverOnTheOtherNode() throws IOException {
        try (TwoNodes nodes = TwoNodes.start();
                Line line = Line.to(nodes.first());
                Crowd crowd = new GoCrowd("json", line.uri(), room, SOME)) {
            recoversOnTheOtherNode(nodes, line, crowd);
        }
    }

    private void recoversOnTheOtherNode(TwoNodes nodes, Line line, Crowd crowd) throws IOException {
        nodes.killFirst();
        URI second = nodes.second();
        try (TestClient client = TestClient.to(second.resolve("/")).withPatience(TwoNodes.PATIENCE)) {
            TestConnection bob = client.connect("/realtime");
            bob.send("{\"id\":1,\"connect\":{\"token\":\"bob\"}}\n{\"id\":2,\"subscribe\":{\"channel\":\"" + room
                    + "\"}}\n{\"id\":3,\"publish\":{\"channel\":\"" + room + "\",\"data\":\"missed\"}}");
            bob.nextTextsUntil(text -> text.contains("{\"id\":3"));
            line.leadTo(second);
            assertThat(crowd.back()).isEqualTo(new Crowd.Return(SOME, SOME));
        }
    }
}
