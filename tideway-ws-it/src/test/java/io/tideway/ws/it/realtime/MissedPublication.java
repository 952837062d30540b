package io.tideway.ws.it.realtime;

import io.tideway.ws.examples.nodes.TwoNodes;
import io.tideway.ws.junit.TestClient;
import io.tideway.ws.junit.TestConnection;
import java.net.URI;

/** Publishes to a room while the clients are away. */
final class MissedPublication {
    private MissedPublication() {}

    /** Publishes what the clients are to recover. */
    static void publish(URI server, String room) {
        try (TestClient client = TestClient.to(server.resolve("/")).withPatience(TwoNodes.PATIENCE)) {
            TestConnection bob = client.connect("/realtime");
            bob.send("{\"id\":1,\"connect\":{\"token\":\"bob\"}}\n{\"id\":2,\"subscribe\":{\"channel\":\"" + room
                    + "\"}}\n{\"id\":3,\"publish\":{\"channel\":\"" + room + "\",\"data\":\"missed\"}}");
            bob.nextTextsUntil(text -> text.contains("{\"id\":3"));
        }
    }
}
