package io.tideway.ws.tyrus.internal.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.internal.upgrade.HandshakeForm;
import io.tideway.ws.internal.upgrade.UpgradeGate.Verdict;
import io.tideway.ws.internal.upgrade.UpgradeRequest;
import io.tideway.ws.rawclient.RawClient;
import io.tideway.ws.rawclient.RawClient.Answer;
import io.tideway.ws.tyrus.internal.http.HttpLimits;
import jakarta.websocket.CloseReason;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Function;
import javax.net.ssl.SSLContext;

/** A front with one plain Jakarta endpoint at "/ws", which records what happens there. */
final class TestFront implements AutoCloseable {

    static final int MAX_FRAME = 100_000;
    static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

    final BlockingQueue<Integer> closeCodes = new LinkedBlockingQueue<>();
    final BlockingQueue<Session> sessions = new LinkedBlockingQueue<>();
    final BlockingQueue<UpgradeRequest> requests = new LinkedBlockingQueue<>();
    final BlockingQueue<String> revoked = new LinkedBlockingQueue<>();
    BiConsumer<Session, String> onText =
            (session, text) -> session.getAsyncRemote().sendText(text);
    Function<UpgradeRequest, Verdict> gate =
            request -> request.path().equals("/ws") ? admitted() : new Verdict.NotOurs();
    List<HttpMount> mounts = new ArrayList<>();
    String contextPath = "/";
    int workers = 200;
    Optional<SSLContext> tls = Optional.empty();
    ConnectionLimits connectionLimits = new ConnectionLimits(Integer.MAX_VALUE, Duration.ofMinutes(2));
    HttpLimits limits = new HttpLimits(8192, 100, 1_000_000, Duration.ofSeconds(30));
    final String name = "tideway-" + UUID.randomUUID();
    HttpFront front;

    static Verdict admitted() {
        return new Verdict.Admitted("the-ticket", Optional.empty(), MAX_FRAME, CLOSE_TIMEOUT);
    }

    TestFront open() throws IOException {
        EndpointContainer endpoints = new EndpointContainer(name, contextPath);
        try {
            endpoints.addEndpoint(ServerEndpointConfig.Builder.create(RecordingEndpoint.class, "/ws")
                    .subprotocols(List.of("v1", "v2"))
                    .configurator(new ServerEndpointConfig.Configurator() {
                        @Override
                        public <T> T getEndpointInstance(Class<T> type) {
                            return type.cast(new RecordingEndpoint(TestFront.this));
                        }
                    })
                    .build());
        } catch (DeploymentException e) {
            throw new AssertionError(e);
        }
        front = HttpFront.open(
                new FrontSettings(name, "127.0.0.1", 0, contextPath, workers, limits, connectionLimits, tls),
                endpoints,
                new HandshakeGate() {
                    @Override
                    public Verdict admit(UpgradeRequest request) {
                        Optional<Verdict.Refused> defect = form(request).defect();
                        if (defect.isPresent()) {
                            return defect.get();
                        }
                        requests.add(request);
                        return gate.apply(request);
                    }

                    @Override
                    public void revoke(String ticket) {
                        revoked.add(ticket);
                    }
                },
                mounts);
        return this;
    }

    private static HandshakeForm form(UpgradeRequest request) {
        return new HandshakeForm(
                request.method(), request.protocol(), name -> request.headers().getOrDefault(name, List.of()));
    }

    int port() {
        return front.port();
    }

    Integer nextCloseCode() throws InterruptedException {
        return closeCodes.poll(60, TimeUnit.SECONDS);
    }

    List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(thread -> thread.startsWith(name))
                .toList();
    }

    /** Sends a request that has to be refused, with an end of the connection; returns the answer. */
    Answer refused(String request) throws IOException {
        try (RawClient client = RawClient.connect(port())) {
            client.send(request);
            Answer answer = client.answer();
            assertThat(answer.headers()).containsEntry("connection", "close");
            assertThat(answer.body()).isNotEmpty();
            assertThat(client.readsEof()).isTrue();
            return answer;
        }
    }

    @Override
    public void close() {
        front.close();
    }

    /** The endpoint. */
    public static final class RecordingEndpoint extends Endpoint {
        private final TestFront front;

        RecordingEndpoint(TestFront front) {
            this.front = front;
        }

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            session.setMaxTextMessageBufferSize(MAX_FRAME);
            session.addMessageHandler(String.class, new MessageHandler.Whole<String>() {
                @Override
                public void onMessage(String text) {
                    front.onText.accept(session, text);
                }
            });
            front.sessions.add(session);
        }

        @Override
        public void onClose(Session session, CloseReason reason) {
            front.closeCodes.add(reason.getCloseCode().getCode());
        }
    }
}
