package io.tideway.ws.internal.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
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
        assertThat(handshake("/chat", "Origin: http://evil.example\r\n")).contains(" 403 ");
    }

    @Test
    void anAcceptedUpgradeGets101() throws IOException {
        assertThat(handshake("/chat", "")).contains(" 101 ");
    }

    @Test
    void aQueryThatJettyCannotReadGets400() throws IOException {
        assertThat(handshake("/chat?q={a}", "")).contains(" 400 ");
    }

    private String handshake(String target, String headers) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", jetty.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write(("GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\n"
                                    + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" + headers + "\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))
                    .readLine();
        }
    }
}
