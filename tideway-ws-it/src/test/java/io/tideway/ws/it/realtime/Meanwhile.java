package io.tideway.ws.it.realtime;

import io.tideway.ws.examples.nodes.TwoNodes;
import io.tideway.ws.junit.TestClient;
import io.tideway.ws.junit.TestConnection;
import java.net.URI;

/** Is what happens to a room while a crowd is away. */
final class Meanwhile {
    private Meanwhile() {}

    /** Publishes what the crowd is to recover. */
    static void publish(URI server, String room) {
        try (TestClient client = TestClient.to(server.resolve("/")).withPatience(TwoNodes.PATIENCE)) {
            TestConnection bob = client.connect("/realtime");
            bob.send("{\"id\":1,\"connect\":{\"token\":\"bob\"}}\n{\"id\":2,\"subscribe\":{\"channel\":\"" + room
                    + "\"}}\n{\"id\":3,\"publish\":{\"channel\":\"" + room + "\",\"data\":\"missed\"}}");
            bob.nextTextsUntil(text -> text.contains("{\"id\":3"));
        }
    }
}
