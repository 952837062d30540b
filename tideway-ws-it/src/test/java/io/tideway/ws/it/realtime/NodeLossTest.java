package io.tideway.ws.it.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Kills the node that unmodified clients are on: they go on where they were on the other one. */
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
                Crowd crowd = ProgramCrowd.ofGo("json", line.uri(), room, SOME)) {
            recoversOnTheOtherNode(nodes, line, crowd);
        }
    }

    @Test
    void clientsForGoThatUseProtobufRecoverOnTheOtherNode() throws IOException {
        try (TwoNodes nodes = TwoNodes.start();
                Line line = Line.to(nodes.first());
                Crowd crowd = ProgramCrowd.ofGo("protobuf", line.uri(), room, SOME)) {
            recoversOnTheOtherNode(nodes, line, crowd);
        }
    }

    @Test
    void clientsForPythonRecoverOnTheOtherNode() throws IOException {
        try (TwoNodes nodes = TwoNodes.start();
                Line line = Line.to(nodes.first());
                Crowd crowd = ProgramCrowd.ofPython(line.uri(), room, SOME)) {
            recoversOnTheOtherNode(nodes, line, crowd);
        }
    }

    private void recoversOnTheOtherNode(TwoNodes nodes, Line line, Crowd crowd) throws IOException {
        nodes.killFirst();
        Meanwhile.publish(nodes.second(), room);
        line.leadTo(nodes.second());
        assertThat(crowd.back()).isEqualTo(new Crowd.Return(SOME, SOME));
    }
}
