package io.tideway.ws.it.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.ConnectionMetrics;
import io.tideway.ws.OverflowPolicy;
import io.tideway.ws.SendResult;
import io.tideway.ws.SlowConsumer;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.it.contract.app.Journal;
import io.tideway.ws.it.contract.app.RecordingEchoEndpoint;
import io.tideway.ws.rawclient.Frame;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Shows what each overflow policy does with a client that does not read. */
class OverflowTest extends StandaloneTest {
    private static final int BYTES = 2 * SlowReader.STUCK_BYTES;

    @WebSocketEndpoint(value = "/close", outboundQueueMessages = 4, outboundQueueBytes = BYTES, closeTimeout = "1s")
    static class Closing extends RecordingEchoEndpoint {}

    @WebSocketEndpoint(value = "/patient", outboundQueueMessages = 4, outboundQueueBytes = BYTES, closeTimeout = "30s")
    static class ClosingLater extends RecordingEchoEndpoint {}

    @WebSocketEndpoint(
            value = "/oldest",
            outboundQueueMessages = 4,
            outboundQueueBytes = BYTES,
            overflow = OverflowPolicy.DROP_OLDEST)
    static class DroppingOldest extends RecordingEchoEndpoint {}

    /** Records slow consumers. */
    @ApplicationScoped
    static class SlowConsumerObserver {
        @Inject
        Journal journal;

        void slow(@Observes SlowConsumer event) {
            journal.note(event.connection(), "slow " + event.queuedMessages() + " " + event.policy());
        }

        void slowAsync(@ObservesAsync SlowConsumer event) {
            journal.note(event.connection(), "async slow");
        }
    }

    private String tag;

    private SlowReader stuck(String path) throws IOException {
        tag = application.tag();
        return SlowReader.of(application.raw(path + "?tag=" + tag), connection(tag));
    }

    @Test
    void closeEndsIn1013AfterWhatWasAccepted() throws IOException {
        SlowReader client = stuck("/patient");
        ConnectionMetrics before = manager.metrics();
        for (int i = 0; i < 3; i++) {
            assertThat(client.connection().sendText("" + i)).isEqualTo(SendResult.QUEUED);
        }
        assertThat(client.connection().sendText("too many")).isEqualTo(SendResult.OVERFLOWED);
        assertThat(client.connection().sendText("too late")).isEqualTo(SendResult.CLOSED);
        assertThat(client.connection().isOpen()).isFalse();
        assertThat(manager.metrics().overflows()).isEqualTo(before.overflows() + 1);

        assertThat(client.socket().dataFrame().payload()).hasSize(SlowReader.STUCK_BYTES);
        for (int i = 0; i < 3; i++) {
            assertThat(client.socket().dataFrame().text()).isEqualTo("" + i);
        }
        Frame close = client.socket().dataFrame();
        assertThat(close.closeCode()).isEqualTo(1013);
        client.socket().send(Frame.close(1013));
        assertThat(end(tag)).startsWith("disconnect 1013");
        assertThat(manager.metrics().messagesLost()).isEqualTo(before.messagesLost());
    }

    @Test
    void closeEndsTheSocketOfAClientThatNeverReads() throws IOException {
        SlowReader client = stuck("/close");
        ConnectionMetrics before = manager.metrics();
        for (int i = 0; i < 3; i++) {
            client.connection().sendText("" + i);
        }
        assertThat(client.connection().sendText("too many")).isEqualTo(SendResult.OVERFLOWED);
        assertThat(end(tag)).startsWith("disconnect 1013");
        eventually(() -> assertThat(manager.get(client.connection().id())).isEmpty());
        eventually(() -> {
            assertThat(manager.metrics().messagesLost()).isEqualTo(before.messagesLost() + 4);
            assertThat(manager.metrics().queuedBytes()).isZero();
        });
        client.socket().awaitTcpEnd();
    }

    @Test
    void dropOldestKeepsTheLatestAndCountsTheRest() throws IOException {
        SlowReader client = stuck("/oldest");
        long dropped = manager.metrics().messagesDropped();
        for (int i = 0; i < 50; i++) {
            assertThat(client.connection().sendText("" + i)).isEqualTo(SendResult.QUEUED);
        }
        assertThat(client.connection().queuedMessages()).isEqualTo(4);
        assertThat(manager.metrics().messagesDropped()).isEqualTo(dropped + 47);
        assertThat(client.socket().dataFrame().payload()).hasSize(SlowReader.STUCK_BYTES);
        List<String> received = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            received.add(client.socket().dataFrame().text());
        }
        assertThat(received).containsExactly("47", "48", "49");
    }

    @Test
    void aSlowConsumerIsReportedOnceUntilItsQueueIsEmpty() throws IOException {
        SlowReader client = stuck("/oldest");
        for (int i = 0; i < 20; i++) {
            client.connection().sendText("" + i);
        }
        eventually(() ->
                assertThat(journal.of(tag)).containsExactlyInAnyOrder("connect", "slow 4 DROP_OLDEST", "async slow"));
    }
}
