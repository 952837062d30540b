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
        recoverOnTheOtherNode(address -> new ReconnectingJavaClients(address, room, SOME));
    }

    @Test
    void clientsForGoRecoverOnTheOtherNode() throws IOException {
        recoverOnTheOtherNode(address -> ReconnectingPrograms.ofGo("json", address, room, SOME));
    }

    @Test
    void clientsForGoThatUseProtobufRecoverOnTheOtherNode() throws IOException {
        recoverOnTheOtherNode(address -> ReconnectingPrograms.ofGo("protobuf", address, room, SOME));
    }

    @Test
    void clientsForPythonRecoverOnTheOtherNode() throws IOException {
        recoverOnTheOtherNode(address -> ReconnectingPrograms.ofPython(address, room, SOME));
    }

    private void recoverOnTheOtherNode(ReconnectingClients.Connecting connecting) throws IOException {
        try (TwoNodes nodes = TwoNodes.start(OUTPUT);
                CuttingProxy proxy = CuttingProxy.to(realtime(nodes.first()));
                ReconnectingClients clients = connecting.at(proxy.uri())) {
            nodes.killFirst();
            MissedPublication.publish(nodes.second(), room);
            proxy.leadTo(realtime(nodes.second()));
            assertThat(clients.back()).isEqualTo(new ReconnectingClients.Return(SOME, SOME));
        }
    }

    private static URI realtime(URI node) {
        return node.resolve("realtime");
    }
}
