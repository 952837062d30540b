package io.tideway.ws.it.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.examples.nodes.TwoNodes;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Kills the node that unmodified clients are on: they go on where they were on the other one. */
@Timeout(300)
@Tag("long")
class NodeLossTest {
    private static final Path OUTPUT = Path.of("target", "two-nodes");
    private static final int SOME = 20;

    private final String room = "board:" + UUID.randomUUID();

    @Test
    void clientsForJavaRecoverOnTheOtherNode() throws IOException {
        recoverOnTheOtherNode(address -> new JavaCrowd(address, room, SOME));
    }

    @Test
    void clientsForGoRecoverOnTheOtherNode() throws IOException {
        recoverOnTheOtherNode(address -> ProgramCrowd.ofGo("json", address, room, SOME));
    }

    @Test
    void clientsForGoThatUseProtobufRecoverOnTheOtherNode() throws IOException {
        recoverOnTheOtherNode(address -> ProgramCrowd.ofGo("protobuf", address, room, SOME));
    }

    @Test
    void clientsForPythonRecoverOnTheOtherNode() throws IOException {
        recoverOnTheOtherNode(address -> ProgramCrowd.ofPython(address, room, SOME));
    }

    private void recoverOnTheOtherNode(Crowd.Gathering gathering) throws IOException {
        try (TwoNodes nodes = TwoNodes.start(OUTPUT);
                Line line = Line.to(realtime(nodes.first()));
                Crowd crowd = gathering.at(line.uri())) {
            nodes.killFirst();
            Meanwhile.publish(nodes.second(), room);
            line.leadTo(realtime(nodes.second()));
            assertThat(crowd.back()).isEqualTo(new Crowd.Return(SOME, SOME));
        }
    }

    private static URI realtime(URI node) {
        return node.resolve("realtime");
    }
}
