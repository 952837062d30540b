package io.tideway.ws.internal.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import io.tideway.ws.rawclient.RawClient;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Upgrades on a Jetty that has called Tideway's initializer before its own: the order differs from start to start. */
class JettyInitializerOrderTest {

    @WebSocketEndpoint("/chat")
    static class Chat implements WebSocketHandler {}

    private JettyApplication jetty;

    @BeforeEach
    void start() throws Exception {
        jetty = JettyApplication.startedWithTidewayFirst(Chat.class);
    }

    @AfterEach
    void stop() throws Exception {
        jetty.stop();
    }

    @Test
    void aRefusedUpgradeGetsItsStatus() throws IOException {
        assertThat(status("/chat", "Origin: http://evil.example")).isEqualTo(403);
    }

    @Test
    void anAcceptedUpgradeGets101() throws IOException {
        assertThat(status("/chat")).isEqualTo(101);
    }

    @Test
    void aQueryThatJettyCannotReadGets400() throws IOException {
        assertThat(status("/chat?q={a}")).isEqualTo(400);
    }

    private int status(String target, String... headers) throws IOException {
        try (RawClient client = RawClient.connect(jetty.port())) {
            client.send(RawClient.handshake(target, headers));
            return client.answer().status();
        }
    }
}
