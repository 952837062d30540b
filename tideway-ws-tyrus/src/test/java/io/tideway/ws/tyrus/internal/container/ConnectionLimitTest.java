package io.tideway.ws.tyrus.internal.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConnectionLimitTest {
    private final TestFront front = new TestFront();

    @BeforeEach
    void open() throws IOException {
        front.connectionLimits = new ConnectionLimits(2, front.connectionLimits.frameTimeout());
        front.open();
    }

    @AfterEach
    void stop() {
        front.close();
    }

    @Test
    void aConnectionBeyondTheLimitIsClosedAtOnceAndTheOthersAreServed() throws Exception {
        try (RawPeer first = RawPeer.upgraded(front.port(), "/ws");
                RawPeer second = RawPeer.upgraded(front.port(), "/ws");
                RawPeer third = new RawPeer(front.port())) {
            assertThat(isClosed(third)).isTrue();
            for (RawPeer peer : new RawPeer[] {first, second}) {
                peer.send(RawPeer.text("x"));
                assertThat(peer.frame().text()).isEqualTo("x");
            }
        }
    }

    @Test
    void aConnectionThatEndsMakesRoomForAnother() throws Exception {
        RawPeer first = RawPeer.upgraded(front.port(), "/ws");
        try (RawPeer second = RawPeer.upgraded(front.port(), "/ws")) {
            first.close();
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(this::isServed);
            second.send(RawPeer.text("x"));
            assertThat(second.frame().text()).isEqualTo("x");
        }
    }

    private boolean isServed() {
        try {
            RawPeer.upgraded(front.port(), "/ws").close();
            return true;
        } catch (IOException closed) {
            return false;
        }
    }

    private static boolean isClosed(RawPeer peer) {
        try {
            return peer.socket().getInputStream().read() == -1;
        } catch (IOException reset) {
            return !(reset instanceof SocketTimeoutException);
        }
    }
}
