package io.tideway.ws.redis.internal;

import io.tideway.ws.ConnectionManager;
import io.tideway.ws.junit.TestClient;
import io.tideway.ws.junit.TestConnection;
import io.tideway.ws.tyrus.TidewayServer;
import java.time.Duration;

/** Is one node of the application of these tests, with a client that connects to it. */
final class Application implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

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
