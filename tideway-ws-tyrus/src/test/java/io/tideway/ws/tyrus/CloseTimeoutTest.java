package io.tideway.ws.tyrus;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Connection;
import io.tideway.ws.EndpointOptions;
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
    private static final Duration DEFAULT = EndpointOptions.DEFAULTS.closeTimeout();
    private static final int ATTEMPTS = 3; // a busy machine may stand still now and then

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

    @WebSocketEndpoint(value = "/very-patient", closeTimeout = "10m")
    public static class VeryPatientEndpoint extends ClosingEndpoint {}

    @WebSocketEndpoint(value = "/hasty", closeTimeout = "100ms")
    public static class HastyEndpoint extends ClosingEndpoint {}

    private TidewayServer server;

    @BeforeEach
    void start() {
        server = TidewayServer.builder()
                .port(0)
                .beans(PatientEndpoint.class, VeryPatientEndpoint.class, HastyEndpoint.class)
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

    /** Measures from before the close, so that a machine that stands still makes the time longer only. */
    private Duration timeToEof(String path) throws Exception {
        long begun = System.nanoTime();
        try (RawClient silent = closed(path)) {
            assertThat(silent.readsEof()).isTrue();
        }
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    @Test
    void tcpStaysOpenForTheClientsCloseFrameUntilCloseTimeout() throws Exception {
        assertThat(timeToEof("/patient")).isGreaterThan(Duration.ofMillis(2500));
    }

    @Test
    void tcpEndsOnceCloseTimeoutIsOver() throws Exception {
        boolean soon = false;
        for (int i = 0; i < ATTEMPTS && !soon; i++) {
            soon = timeToEof("/hasty").compareTo(DEFAULT) < 0;
        }
        assertThat(soon).isTrue();
    }

    @Test
    void onDisconnectDoesNotWaitForTheClientsCloseFrame() throws Exception {
        try (RawClient silent = closed("/very-patient")) {
            CloseFrame reason =
                    server.select(VeryPatientEndpoint.class).reasons().poll(60, TimeUnit.SECONDS);
            assertThat(reason).isEqualTo(CloseFrame.NORMAL);
            assertThat(silent.socket().isClosed()).isFalse();
        }
    }
}
