package io.tideway.ws.tyrus.internal.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.rawclient.Frame;
import io.tideway.ws.rawclient.RawClient;
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
        try (RawClient first = RawClient.upgraded(front.port(), "/ws");
                RawClient second = RawClient.upgraded(front.port(), "/ws");
                RawClient third = RawClient.connect(front.port())) {
            assertThat(isClosed(third)).isTrue();
            for (RawClient client : new RawClient[] {first, second}) {
                client.send(Frame.text("x"));
                assertThat(client.frame().text()).isEqualTo("x");
            }
        }
    }

    @Test
    void aConnectionThatEndsMakesRoomForAnother() throws Exception {
        RawClient first = RawClient.upgraded(front.port(), "/ws");
        try (RawClient second = RawClient.upgraded(front.port(), "/ws")) {
            first.close();
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(this::isServed);
            second.send(Frame.text("x"));
            assertThat(second.frame().text()).isEqualTo("x");
        }
    }

    private boolean isServed() {
        try {
            RawClient.upgraded(front.port(), "/ws").close();
            return true;
        } catch (IOException closed) {
            return false;
        }
    }

    private static boolean isClosed(RawClient client) {
        try {
            return client.input().read() == -1;
        } catch (IOException reset) {
            return !(reset instanceof SocketTimeoutException);
        }
    }
}
