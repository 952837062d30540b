package io.tideway.ws.tyrus.internal.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tideway.ws.rawclient.Frame;
import io.tideway.ws.rawclient.RawClient;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Measures how soon TCP ends once the client has answered a close. */
@Tag("alone")
class CloseAnswerTimeTest {
    private static final int ATTEMPTS = 5;

    private final TestFront front = new TestFront();

    @AfterEach
    void stop() {
        front.close();
    }

    @Test
    void theFinFollowsTheClientsAnswerToAClose() throws Exception {
        front.open();
        // Without an answer the FIN would come after a second; on a busy machine it may be late now and then all the
        // same.
        boolean soon = false;
        for (int i = 0; i < ATTEMPTS && !soon; i++) {
            try (RawClient client = RawClient.upgraded(front.port(), "/ws")) {
                front.sessions.take().close();
                assertThat(client.frame().closeCode()).isEqualTo(1000);
                client.socket().setSoTimeout(100);
                assertThatThrownBy(() -> client.input().read()).isInstanceOf(SocketTimeoutException.class);
                client.socket().setSoTimeout(10_000);
                long answered = System.nanoTime();
                client.send(Frame.close(1000));
                assertThat(client.readsEof()).isTrue();
                soon = Duration.ofNanos(System.nanoTime() - answered).toMillis() < 300;
            }
        }
        assertThat(soon).isTrue();
    }
}
