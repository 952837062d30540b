package io.tideway.ws.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.junit.TestClient;
import io.tideway.ws.junit.TestConnection;
import io.tideway.ws.rawclient.RawClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ThrowingRunnable;

/** Connects to the deployed contract application, and asks its endpoint {@code /probe} what it has seen. */
public final class ContractClient implements AutoCloseable {
    /** How long a test waits for what has to come. */
    public static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final URI base;
    private final TestClient client;
    private final Set<Deviation> deviations;
    private final Deque<RawClient> open = new ArrayDeque<>();
    private TestConnection probe;

    /** Knows an application by its address, as in {@code ws://127.0.0.1:8080/app/}. */
    public ContractClient(URI base) {
        this(base, Set.of());
    }

    /** Knows an application on a server with these deviations. */
    public ContractClient(URI base, Set<Deviation> deviations) {
        this.base = base;
        this.client = TestClient.to(base).withHttpClient(HTTP).withPatience(PATIENCE);
        this.deviations = deviations;
    }

    /** Tells whether the server has a deviation. */
    public boolean has(Deviation deviation) {
        return deviations.contains(deviation);
    }

    public URI uri(String path) {
        return base.resolve("." + path);
    }

    /** Returns an address for HTTP. */
    public URI http(String path) {
        return URI.create(uri(path).toString().replaceFirst("^ws", "http"));
    }

    /** Returns the host and port as a browser writes them. */
    public String authority() {
        return base.getAuthority();
    }

    /** Makes a tag under which the application records what concerns one client. */
    public String tag() {
        return UUID.randomUUID().toString();
    }

    public TestConnection connect(String path) {
        return connect(path, settings -> {});
    }

    /** Connects; returns when the server has answered the upgrade, while {@code onConnect} may still run. */
    public TestConnection connect(String path, Consumer<WebSocket.Builder> settings) {
        return client.upgrade(path, settings);
    }

    /** Opens a TCP connection and sends a handshake. */
    public RawClient handshake(String path, String... headers) throws IOException {
        RawClient raw = tcp();
        raw.send(RawClient.handshakeTo(authority(), target(path), headers));
        return raw;
    }

    /** Opens a TCP connection. */
    public RawClient tcp() throws IOException {
        RawClient tcp = RawClient.connectWithSmallWindow(base.getHost(), base.getPort());
        open.push(tcp);
        return tcp;
    }

    /** Returns the target of a request for a path, whose query stays as it is, whatever a URI may hold. */
    public String target(String path) {
        int query = path.indexOf('?');
        return query < 0
                ? uri(path).getRawPath()
                : uri(path.substring(0, query)).getRawPath() + path.substring(query);
    }

    /** Upgrades on a bare socket; fails unless the answer is 101. */
    public RawClient raw(String path, String... headers) throws IOException {
        RawClient raw = handshake(path, headers);
        assertThat(raw.answer()).as("answer to the upgrade of %s", path).matches(a -> a.status() == 101);
        return raw;
    }

    /** Asks the application. */
    public synchronized String ask(String question) {
        if (probe == null) {
            probe = connect("/probe");
        }
        String answer = probe.ask(question);
        while (!answer.startsWith("=")) {
            answer = probe.nextText(); // a broadcast to everyone reaches the probe, too
        }
        return answer.substring(1);
    }

    /** Returns what the application recorded under a tag. */
    public List<String> journal(String tag) {
        String lines = ask("journal " + tag);
        return lines.isEmpty() ? List.of() : List.of(lines.split("\n"));
    }

    /** Begins to wait for a condition, and checks it often, since most are met after a few milliseconds. */
    public static ConditionFactory await() {
        return Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20));
    }

    /** Waits until an assertion holds. */
    public void eventually(ThrowingRunnable assertion) {
        await().untilAsserted(assertion);
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            open.pop().close();
        }
        client.close();
    }
}
