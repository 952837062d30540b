package io.tideway.ws.internal.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Connection;
import io.tideway.ws.EndpointOptions;
import io.tideway.ws.internal.connection.EndpointSpec;
import io.tideway.ws.internal.endpoint.HostContainer;
import io.tideway.ws.internal.endpoint.TidewayEndpoint;
import io.tideway.ws.internal.fixture.RecordingHandler;
import io.tideway.ws.internal.fixture.TestNode;
import io.tideway.ws.internal.protocol.RawProtocol;
import io.tideway.ws.internal.upgrade.PathTemplate;
import io.tideway.ws.internal.upgrade.UpgradeGate;
import io.tideway.ws.internal.upgrade.UpgradeGate.Verdict;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.Session;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Shows on which threads a deployment calls what blocks on some containers, which has only the portable API here. */
class TransportThreadsTest {
    private static final Duration STEP = Duration.ofMillis(50);

    private final TestNode node = new TestNode();
    private final Map<String, String> threads = new ConcurrentHashMap<>();
    private final CompletableFuture<ServerEndpointConfig> registered = new CompletableFuture<>();
    private final CompletableFuture<Connection> connected = new CompletableFuture<>();
    private final RecordingHandler handler = new RecordingHandler() {
        @Override
        public void onConnect(Connection connection) {
            connected.complete(connection);
        }
    };
    private final EndpointOptions options = EndpointOptions.builder()
            .heartbeatInterval(Duration.ofSeconds(1))
            .heartbeatTimeout(Duration.ofHours(1))
            .build();
    private final Deployment deployment = TestDeployment.of(
            node,
            Duration.ofSeconds(2),
            Map.of(PathTemplate.parse("/ws"), EndpointSpec.of("/ws", options, handler, new RawProtocol())));

    @BeforeEach
    void connect() {
        deployment.start(new HostContainer(fake(ServerContainer.class, (proxy, method, arguments) -> {
            if (method.getName().equals("addEndpoint")) {
                registered.complete((ServerEndpointConfig) arguments[0]);
            }
            return null;
        })));
        ServerEndpointConfig config = registered.join();
        String ticket = ((Verdict.Admitted) deployment.gate().admit(TestDeployment.upgrade("/ws"))).ticket();
        config.getConfigurator()
                .modifyHandshake(config, request(ticket), fake(HandshakeResponse.class, (p, m, a) -> null));
        try {
            config.getConfigurator()
                    .getEndpointInstance(TidewayEndpoint.class)
                    .onOpen(session(config.getUserProperties()), config);
        } catch (InstantiationException e) {
            throw new AssertionError(e);
        }
    }

    @AfterEach
    void stop() {
        deployment.stop();
    }

    @Test
    void pingsLeaveOnThreadsOfTheirOwn() {
        await().atMost(Duration.ofSeconds(30)).pollInterval(STEP).until(() -> {
            node.clock.advance(STEP); // as fast as the deployment's own checks expect
            return threads.containsKey("sendPing");
        });
        assertThat(threads.get("sendPing")).startsWith("tideway-ping-");
    }

    @Test
    void sessionsCloseOnThreadsOfTheirOwn() {
        connected.join().close(CloseFrame.NORMAL);
        await().until(() -> threads.containsKey("close"));
        assertThat(threads.get("close")).startsWith("tideway-closer-");
    }

    private Session session(Map<String, Object> properties) {
        RemoteEndpoint.Async remote = fake(RemoteEndpoint.Async.class, (proxy, method, arguments) -> note(method));
        return fake(Session.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "getUserProperties" -> properties;
            case "getNegotiatedExtensions" -> List.of();
            case "getAsyncRemote" -> remote;
            case "isOpen" -> true;
            default -> note(method);
        });
    }

    private @Nullable Object note(Method method) {
        threads.putIfAbsent(method.getName(), Thread.currentThread().getName());
        return null;
    }

    private static HandshakeRequest request(String ticket) {
        return fake(
                HandshakeRequest.class,
                (proxy, method, arguments) -> Map.of(UpgradeGate.TICKET_HEADER, List.of(ticket)));
    }

    private static <T> T fake(Class<T> type, InvocationHandler calls) {
        return type.cast(
                Proxy.newProxyInstance(TransportThreadsTest.class.getClassLoader(), new Class<?>[] {type}, calls));
    }
}
