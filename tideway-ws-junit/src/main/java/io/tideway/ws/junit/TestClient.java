package io.tideway.ws.junit;

import io.tideway.ws.junit.internal.Received;
import io.tideway.ws.tyrus.TidewayServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Connects to a server's endpoints, as many times as a test likes; speaks through {@link java.net.http.WebSocket}.
 *
 * <pre>{@code
 * TestConnection ann = client.connect("/chat/lobby?user=ann");
 * ann.send("hello");
 * assertThat(ann.nextText()).isEqualTo("ann: hello");
 * }</pre>
 *
 * <p>A client that JUnit was asked for closes its connections after the test. Thread-safe.
 */
public final class TestClient implements AutoCloseable {

    /** Tells that the server answered an upgrade with anything but 101. */
    public static final class UpgradeRefusedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        /** The HTTP status. */
        private final int status;

        /** The body of the answer. */
        private final String body;

        UpgradeRefusedException(String path, int status, String body, Throwable cause) {
            super(Messages.refused(path, status, body), cause);
            this.status = status;
            this.body = body;
        }

        /**
         * Tells the HTTP status.
         *
         * @return as in 403
         */
        public int status() {
            return status;
        }

        /**
         * Tells the body of the answer, in Tideway the reason of the refusal.
         *
         * @return the text, empty if there was none
         */
        public String body() {
            return body;
        }
    }

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final Function<String, URI> address;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Queue<TestConnection> connections = new ConcurrentLinkedQueue<>();

    private TestClient(Function<String, URI> address) {
        this.address = address;
    }

    /**
     * Makes a client for a server.
     *
     * @param server the server
     * @return the client, the caller's to close
     */
    public static TestClient to(TidewayServer server) {
        return new TestClient(server::uri);
    }

    /**
     * Connects to an endpoint; returns when that has the connection and its {@code onConnect}, unless dispatched
     * elsewhere, is over.
     *
     * @param path the path inside the context path, with a query if you like
     * @return the open connection
     * @throws UpgradeRefusedException if the server refuses the upgrade
     * @throws IllegalStateException if there is no connection within 10 s
     * @throws AssertionError if {@code onConnect} is not over within 5 s
     */
    public TestConnection connect(String path) {
        return connect(path, settings -> {});
    }

    /**
     * Connects as {@link #connect(String)} does, with headers or subprotocols: {@code client.connect("/chat", with ->
     * with.header("Origin", "https://example.com"))}.
     *
     * @param path the path inside the context path, with a query if you like
     * @param settings completes the request
     * @return the open connection
     * @throws UpgradeRefusedException if the server refuses the upgrade
     * @throws IllegalStateException if there is no connection within 10 s
     * @throws AssertionError if {@code onConnect} is not over within 5 s
     */
    public TestConnection connect(String path, Consumer<WebSocket.Builder> settings) {
        WebSocket.Builder builder = http.newWebSocketBuilder().connectTimeout(CONNECT_TIMEOUT);
        settings.accept(builder);
        Received received = new Received();
        try {
            WebSocket socket = builder.buildAsync(address.apply(path), received).join();
            TestConnection connection = new TestConnection(path, socket, received);
            connections.add(connection);
            connection.awaitOpen();
            return connection;
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                Object body = refused.getResponse().body();
                int status = refused.getResponse().statusCode();
                throw new UpgradeRefusedException(path, status, body instanceof String text ? text : "", e);
            }
            throw new IllegalStateException(Messages.notConnected(path, e.getCause() == null ? e : e.getCause()), e);
        }
    }

    /** Closes all connections that are still open, with 1001, and waits until the server has answered each. */
    @Override
    public void close() {
        connections.forEach(TestConnection::leave);
        connections.forEach(TestConnection::awaitEnd);
        connections.clear();
    }
}
