package io.tideway.ws.tyrus;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Connection;
import io.tideway.ws.Message;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import io.tideway.ws.rawclient.Frame;
import io.tideway.ws.rawclient.RawClient;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Closes clients that do not answer the close frame. */
@Tag("alone")
class CloseTimeoutTest {

    /** Closes each connection when it sends a message. */
    public abstract static class ClosingEndpoint implements WebSocketHandler {
        private final BlockingQueue<CloseFrame> reasons = new LinkedBlockingQueue<>();

        @Override
        public void onMessage(Connection connection, Message message) {
            connection.close();
        }

        @Override
        public void onDisconnect(Connection connection, CloseFrame reason) {
            reasons.add(reason);
        }

        BlockingQueue<CloseFrame> reasons() {
            return reasons;
        }
    }

    @WebSocketEndpoint(value = "/patient", closeTimeout = "3s")
    public static class PatientEndpoint extends ClosingEndpoint {}

    @WebSocketEndpoint(value = "/hasty", closeTimeout = "100ms")
    public static class HastyEndpoint extends ClosingEndpoint {}

    private TidewayServer server;

    @BeforeEach
    void start() {
        server = TidewayServer.builder()
                .port(0)
                .beans(PatientEndpoint.class, HastyEndpoint.class)
                .start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private RawClient closed(String path) throws Exception {
        RawClient client = RawClient.upgraded(server.port(), path);
        client.send(Frame.text("close me"));
        assertThat(client.frame().closeCode()).isEqualTo(1000);
        return client;
    }

    private static Duration timeToEof(RawClient client) {
        long begun = System.nanoTime();
        assertThat(client.readsEof()).isTrue();
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    @Test
    void tcpStaysOpenForTheClientsCloseFrameUntilCloseTimeout() throws Exception {
        try (RawClient silent = closed("/patient")) {
            assertThat(timeToEof(silent)).isGreaterThan(Duration.ofMillis(2500));
        }
    }

    @Test
    void tcpEndsOnceCloseTimeoutIsOver() throws Exception {
        try (RawClient silent = closed("/hasty")) {
            assertThat(timeToEof(silent)).isLessThan(Duration.ofMillis(4500)); // less than the default
        }
    }

    @Test
    void onDisconnectDoesNotWaitForTheClientsCloseFrame() throws Exception {
        try (RawClient silent = closed("/patient")) {
            CloseFrame reason = server.select(PatientEndpoint.class).reasons().poll(2, TimeUnit.SECONDS);
            assertThat(reason).isEqualTo(CloseFrame.NORMAL);
            assertThat(silent.socket().isClosed()).isFalse();
        }
    }
}
