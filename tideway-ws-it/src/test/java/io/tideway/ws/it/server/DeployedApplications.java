package io.tideway.ws.it.server;

import io.tideway.ws.it.peer.Peer;
import io.tideway.ws.it.peer.RawPeer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.stream.Collectors;

/** Is where a test deploys its applications and connects to them; closed, it leaves none of either behind. */
final class DeployedApplications implements AutoCloseable {
    private final Server server;
    private final Deque<String> deployed = new ArrayDeque<>();
    private final Deque<Runnable> peers = new ArrayDeque<>();

    DeployedApplications(Server server) {
        this.server = server;
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
    Peer connect(String path) {
        Peer peer = Peer.connect(server.ws(path)).awaitOpen();
        peers.push(peer::close);
        return peer;
    }

    /** Opens a TCP connection and sends handshakes. */
    RawPeer handshakes(String... targets) throws IOException {
        int port = port();
        RawPeer peer = RawPeer.connect("127.0.0.1", port);
        peers.push(peer::close);
        peer.send(Arrays.stream(targets)
                .map(target -> RawPeer.handshake(target, "127.0.0.1:" + port))
                .collect(Collectors.joining()));
        return peer;
    }

    /** Connects to an endpoint on a bare socket. */
    RawPeer raw(String target) throws IOException {
        RawPeer peer = handshakes(target);
        int status = peer.answer().status();
        if (status != 101) {
            throw new AssertionError("the upgrade of " + target + " was answered with " + status);
        }
        return peer;
    }

    int port() {
        return server.http("").getPort();
    }

    @Override
    public void close() {
        while (!peers.isEmpty()) {
            peers.pop().run();
        }
        while (!deployed.isEmpty()) {
            server.undeploy(deployed.pop());
        }
    }
}
