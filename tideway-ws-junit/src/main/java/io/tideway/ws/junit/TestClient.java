package io.tideway.ws.junit;

import io.tideway.ws.junit.internal.Received;
import io.tideway.ws.tyrus.TidewayServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Connects to a server's endpoints, any number of times, by {@link java.net.http.WebSocket}.
 *
 * <pre>{@code
 * TestConnection ann = client.connect("/chat/lobby?user=ann");
 * ann.send("hello");
 * assertThat(ann.nextText()).isEqualTo("ann: hello");
 * }</pre>
 *
 * <p>A client that is a parameter of a test closes its connections after the test. Thread-safe.
 */
public final class TestClient implements AutoCloseable {

    /** Reports that the server answered an upgrade with a status other than 101. */
    public static final class UpgradeRefusedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        /** The HTTP status. */
        private final int status;

        /** The body of the answer. */
        private final String body;

        /** The header fields of the answer. */
        private final transient HttpHeaders headers;

        UpgradeRefusedException(String path, HttpResponse<?> answer, Throwable cause) {
            super(Messages.refused(path, answer.statusCode(), text(answer)), cause);
            this.status = answer.statusCode();
            this.body = text(answer);
            this.headers = answer.headers();
        }

        private static String text(HttpResponse<?> answer) {
            return answer.body() instanceof String text ? text : "";
        }

        /**
         * Returns the HTTP status.
         *
         * @return the status, such as 403
         */
        public int status() {
            return status;
        }

        /**
         * Returns the body of the answer; a refusal by Tideway has its reason there.
         *
         * @return the text, empty if there was none
         */
        public String body() {
            return body;
        }

        /**
         * Returns a header field of the answer.
         *
         * @param name its name, as in {@code Retry-After}
         * @return its first value; empty if there is none
         */
        public Optional<String> header(String name) {
            return headers.firstValue(name);
        }
    }

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final Function<String, URI> address;
    private final Duration patience;
    private final HttpClient http;
    private final Queue<TestConnection> connections;

    private TestClient(
            Function<String, URI> address, Duration patience, HttpClient http, Queue<TestConnection> connections) {
        this.address = address;
        this.patience = patience;
        this.http = http;
        this.connections = connections;
    }

    private static TestClient to(Function<String, URI> address) {
        return new TestClient(
                address, TestConnection.PATIENCE, HttpClient.newHttpClient(), new ConcurrentLinkedQueue<>());
    }

    /**
     * Makes a client for a server.
     *
     * @param server the server
     * @return the client, the caller's to close
     */
    public static TestClient to(TidewayServer server) {
        return to(server::uri);
    }

    /**
     * Makes a client for an application on any server.
     *
     * @param application its address, as in {@code http://localhost:8080/shop/} or with {@code ws}, {@code wss},
     *     {@code https}
     * @return the client, the caller's to close
     */
    public static TestClient to(URI application) {
        String base = application.toString().replaceFirst("^http", "ws").replaceFirst("/*$", "");
        return to(path -> URI.create(base + path));
    }

    /**
     * Makes a client whose connections wait longer, or less long; they are closed together with those of this client.
     *
     * @param patience how long a connection waits where nothing else is said
     * @return another client for the same server
     */
    public TestClient withPatience(Duration patience) {
        return new TestClient(address, patience, http, connections);
    }

    /**
     * Makes a client that connects through this {@link HttpClient}, as for its trusted certificates, cookies or proxy;
     * its connections are closed together with those of this client.
     *
     * @param http opens the connections; the caller's to configure
     * @return another client for the same server
     */
    public TestClient withHttpClient(HttpClient http) {
        return new TestClient(address, patience, http, connections);
    }

    /**
     * Connects to an endpoint; returns when the endpoint has the connection and its {@code onConnect}, unless
     * dispatched elsewhere, has returned.
     *
     * @param path the path inside the context path, with a query if you like
     * @return the open connection
     * @throws UpgradeRefusedException if the server refuses the upgrade
     * @throws IllegalStateException if there is no connection within 10 s
     * @throws AssertionError if {@code onConnect} is not over within 10 s
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
     * @throws AssertionError if {@code onConnect} is not over within 10 s
     */
    public TestConnection connect(String path, Consumer<WebSocket.Builder> settings) {
        TestConnection connection = upgrade(path, settings);
        connection.awaitOpen();
        return connection;
    }

    /**
     * Connects to an endpoint; returns when the server has answered the upgrade, while {@code onConnect} may still run.
     *
     * @param path the path inside the context path, with a query if you like
     * @param settings completes the request
     * @return the connection
     * @throws UpgradeRefusedException if the server refuses the upgrade
     * @throws IllegalStateException if there is no connection within 10 s
     */
    public TestConnection upgrade(String path, Consumer<WebSocket.Builder> settings) {
        WebSocket.Builder builder = http.newWebSocketBuilder().connectTimeout(CONNECT_TIMEOUT);
        settings.accept(builder);
        Received received = new Received();
        try {
            WebSocket socket = builder.buildAsync(address.apply(path), received).join();
            TestConnection connection = new TestConnection(path, socket, received, patience);
            connections.add(connection);
            return connection;
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                throw new UpgradeRefusedException(path, refused.getResponse(), e);
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
