package io.tideway.ws.internal.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.tideway.ws.Connection;
import io.tideway.ws.Handshake;
import io.tideway.ws.UpgradeDecision;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import io.tideway.ws.internal.bootstrap.TidewayExtension;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.client.transport.HttpClientTransportOverHTTP2;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.WebSocketComponents;
import org.eclipse.jetty.websocket.core.client.CoreClientUpgradeRequest;
import org.eclipse.jetty.websocket.core.client.WebSocketCoreClient;
import org.eclipse.jetty.websocket.core.exception.UpgradeException;
import org.eclipse.jetty.websocket.core.internal.MessageHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Connects over HTTP/2, whose extended CONNECT (RFC 8441) lacks the headers of an upgrade. */
class JettyHttp2Test {

    @WebSocketEndpoint(value = "/chat", maxConnections = 1, subprotocols = "chat.v2")
    static class Chat implements WebSocketHandler {
        private final AtomicInteger upgrades = new AtomicInteger();

        @Override
        public UpgradeDecision onUpgrade(Handshake handshake) {
            upgrades.incrementAndGet();
            handshake.setMetadata("user", "ann");
            return UpgradeDecision.accept();
        }

        @Override
        public void onText(Connection connection, String text) {
            connection.sendText(
                    text + " " + connection.metadata("user", String.class).orElse("anonymous"));
        }

        int upgrades() {
            return upgrades.get();
        }
    }

    /** Keeps what the server sends. */
    private static final class Texts extends MessageHandler {
        private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

        @Override
        protected void onText(String message, Callback callback) {
            received.add(message);
            callback.succeeded();
        }

        String next() throws InterruptedException {
            return String.valueOf(received.poll(60, TimeUnit.SECONDS));
        }
    }

    private final Server jetty = new Server();
    private final ServerConnector port =
            new ServerConnector(jetty, new HTTP2CServerConnectionFactory(new HttpConfiguration()));
    private final HttpClient http = new HttpClient(new HttpClientTransportOverHTTP2(new HTTP2Client()));
    private final WebSocketCoreClient client = new WebSocketCoreClient(http, new WebSocketComponents());
    private final Texts texts = new Texts();
    private SeContainer beans;

    @BeforeEach
    void start() throws Exception {
        beans = SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addExtensions(new TidewayExtension())
                .addBeanClasses(Chat.class)
                .initialize();
        ServletContextHandler application = new ServletContextHandler("/");
        JakartaWebSocketServletContainerInitializer.configure(application, null);
        application.addServletContainerInitializer(new ServletInitializer());
        port.setHost("127.0.0.1");
        jetty.addConnector(port);
        jetty.setHandler(application);
        jetty.start();
        // Every name is this server's, as a proxy in front of it makes it.
        http.setSocketAddressResolver((host, unused, addresses) ->
                addresses.succeeded(List.of(new InetSocketAddress("127.0.0.1", port.getLocalPort()))));
        client.start();
    }

    @AfterEach
    void stop() throws Exception {
        client.stop();
        jetty.stop();
        beans.close();
    }

    @Test
    void aForeignOriginIsRefusedBeforeAnythingIsUpgraded() {
        // The server resets the stream after the response; a client that reads the reset first lacks the status.
        await().untilAsserted(() -> assertThat(catchThrowable(() -> connect("https://elsewhere.example")))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        UpgradeException.class,
                        refused -> assertThat(refused.getResponseStatusCode()).isEqualTo(403)));
        assertThat(chat().upgrades()).isZero();
    }

    @Test
    void theRequestsOwnOriginConnectsOnceAndWhatOnUpgradeSetsIsThere() throws Exception {
        CoreSession session = connect("http://127.0.0.1:" + port.getLocalPort());
        assertThat(session.getNegotiatedSubProtocol()).isEqualTo("chat.v2");
        texts.sendText("hello", Callback.NOOP, false);
        assertThat(texts.next()).isEqualTo("hello ann");
        assertThat(chat().upgrades()).isEqualTo(1);
    }

    @Test
    void anAuthorityWithoutAPortIsTheOwnOriginBehindAProxyThatEndsTls() throws Exception {
        connect(texts, URI.create("ws://shop.example.com/chat"), "https://shop.example.com");
        texts.sendText("hello", Callback.NOOP, false);
        assertThat(texts.next()).isEqualTo("hello ann");
    }

    @Test
    void aClosedConnectionGivesItsSlotBack() throws Exception {
        connect("http://127.0.0.1:" + port.getLocalPort()).close(Callback.NOOP);
        // Until the slot is free the server refuses with 503, which connecting throws.
        await().ignoreExceptions().untilAsserted(() -> {
            Texts again = new Texts();
            connect(again, "http://127.0.0.1:" + port.getLocalPort());
            again.sendText("hello", Callback.NOOP, false);
            assertThat(again.next()).isEqualTo("hello ann");
        });
    }

    private Chat chat() {
        return beans.select(Chat.class).get();
    }

    private CoreSession connect(String origin) throws Exception {
        return connect(texts, origin);
    }

    private CoreSession connect(Texts handler, String origin) throws Exception {
        return connect(handler, URI.create("ws://127.0.0.1:" + port.getLocalPort() + "/chat"), origin);
    }

    private CoreSession connect(Texts handler, URI address, String origin) throws Exception {
        CoreClientUpgradeRequest request = CoreClientUpgradeRequest.from(client, address, handler);
        request.headers(headers -> headers.put("Origin", origin));
        request.setSubProtocols("bearer.secret", "chat.v2");
        return client.connect(request).get(60, TimeUnit.SECONDS);
    }
}
