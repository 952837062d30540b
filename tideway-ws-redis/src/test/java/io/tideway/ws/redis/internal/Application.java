package io.tideway.ws.redis.internal;

import io.tideway.ws.Cluster;
import io.tideway.ws.ConnectionManager;
import io.tideway.ws.junit.TestClient;
import io.tideway.ws.junit.TestConnection;
import io.tideway.ws.tyrus.TidewayServer;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Runs one node of the application of these tests, with a client that connects to it. */
final class Application implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    final TidewayServer server;
    final TestClient client;
    final ConnectionManager manager;

    private Application(TidewayServer server) {
        this.server = server;
        this.client = TestClient.to(server).withPatience(PATIENCE);
        this.manager = server.select(ConnectionManager.class);
    }

    /** Starts a node that finds its broker by the system properties. */
    static Application started() {
        return new Application(TidewayServer.builder()
                .port(0)
                .discovery(false)
                .beans(JoinedByPath.class, Logged.class)
                .start());
    }

    /** Starts a node with settings as {@code key=value}; the test locks the system properties. */
    static Application startedWith(String... settings) {
        List<String[]> pairs =
                Stream.of(settings).map(setting -> setting.split("=", 2)).toList();
        pairs.forEach(pair -> System.setProperty(pair[0], pair[1]));
        try {
            return started();
        } finally {
            pairs.forEach(pair -> System.clearProperty(pair[0]));
        }
    }

    boolean isConnected() {
        return manager.cluster().state() == Cluster.State.CONNECTED;
    }

    /** Connects a client to a room; without a position, as to a room without a log. */
    TestConnection join(String room) {
        TestConnection connection = client.connect("/rooms/" + room);
        connection.nextText(); // the welcome, once it is a member
        return connection;
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
