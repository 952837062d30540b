package io.tideway.ws.it.server;

import io.tideway.ws.it.contract.ContractClient;
import io.tideway.ws.junit.TestClient;
import io.tideway.ws.junit.TestConnection;
import io.tideway.ws.rawclient.RawClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.stream.Collectors;

/** Deploys applications and connects to them; closes the connections and undeploys the applications at the end. */
final class DeployedApplications implements AutoCloseable {
    private final Server server;
    private final Deque<String> deployed = new ArrayDeque<>();
    private final Deque<RawClient> rawClients = new ArrayDeque<>();
    private final TestClient client;

    DeployedApplications(Server server) {
        this.server = server;
        this.client = TestClient.to(server.ws("")).withPatience(ContractClient.PATIENCE);
    }

    void deploy(Path archive, String contextPath) {
        server.deploy(archive, contextPath);
        deployed.push(contextPath);
    }

    void undeploy(String contextPath) {
        deployed.remove(contextPath);
        server.undeploy(contextPath);
    }

    /** Connects to an endpoint, and waits until that has the connection. */
    TestConnection connect(String path) {
        return client.connect(path);
    }

    /** Opens a TCP connection and sends handshakes. */
    RawClient handshakes(String... targets) throws IOException {
        int port = port();
        RawClient rawClient = RawClient.connectWithSmallWindow("127.0.0.1", port);
        rawClients.push(rawClient);
        rawClient.send(Arrays.stream(targets)
                .map(target -> RawClient.handshakeTo("127.0.0.1:" + port, target))
                .collect(Collectors.joining()));
        return rawClient;
    }

    /** Connects to an endpoint on a bare socket. */
    RawClient raw(String target) throws IOException {
        RawClient rawClient = handshakes(target);
        int status = rawClient.answer().status();
        if (status != 101) {
            throw new AssertionError("the upgrade of " + target + " was answered with " + status);
        }
        return rawClient;
    }

    int port() {
        return server.http("").getPort();
    }

    @Override
    public void close() {
        while (!rawClients.isEmpty()) {
            rawClients.pop().close();
        }
        client.close();
        while (!deployed.isEmpty()) {
            server.undeploy(deployed.pop());
        }
    }
}
