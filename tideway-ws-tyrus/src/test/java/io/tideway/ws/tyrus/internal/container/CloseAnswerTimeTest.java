package io.tideway.ws.tyrus.internal.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.rawclient.Frame;
import io.tideway.ws.rawclient.RawClient;
import java.io.IOException;
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
            soon = endsSoonAfterTheAnswer();
        }
        assertThat(soon).isTrue();
    }

    private boolean endsSoonAfterTheAnswer() throws Exception {
        try (RawClient client = RawClient.upgraded(front.port(), "/ws")) {
            front.sessions.take().close();
            assertThat(client.frame().closeCode()).isEqualTo(1000);
            client.socket().setSoTimeout(100);
            if (hasEnded(client)) {
                return false; // this thread stood still
            }
            client.socket().setSoTimeout(30_000);
            long answered = System.nanoTime();
            client.send(Frame.close(1000));
            assertThat(client.readsEof()).isTrue();
            return Duration.ofNanos(System.nanoTime() - answered).toMillis() < 300;
        }
    }

    private static boolean hasEnded(RawClient client) throws IOException {
        try {
            return client.input().read() == -1;
        } catch (SocketTimeoutException open) {
            return false;
        }
    }
}
