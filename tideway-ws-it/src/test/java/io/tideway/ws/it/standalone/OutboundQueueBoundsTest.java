package io.tideway.ws.it.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.Message;
import io.tideway.ws.OverflowPolicy;
import io.tideway.ws.SendResult;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.it.contract.app.RecordingEchoEndpoint;
import io.tideway.ws.junit.TestConnection;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Shows the bounds of the outbound queue, in messages and in bytes, with a client that does not read. */
class OutboundQueueBoundsTest extends StandaloneTest {

    @WebSocketEndpoint(
            value = "/messages",
            outboundQueueMessages = 4,
            outboundQueueBytes = 2 * SlowReader.STUCK_BYTES,
            overflow = OverflowPolicy.DROP_NEWEST,
            closeTimeout = "500ms")
    static class FourMessages extends RecordingEchoEndpoint {}

    @WebSocketEndpoint(
            value = "/bytes",
            outboundQueueBytes = SlowReader.STUCK_BYTES + 1000,
            overflow = OverflowPolicy.DROP_NEWEST,
            closeTimeout = "500ms")
    static class FewBytes extends RecordingEchoEndpoint {}

    private SlowReader stuck(String path) throws IOException {
        String tag = application.tag();
        return SlowReader.of(application.raw(path + "?tag=" + tag), connection(tag));
    }

    @Test
    void messagesAreCountedAndTheOneTooManyIsDropped() throws IOException {
        SlowReader client = stuck("/messages");
        long dropped = manager.metrics().messagesDropped();
        for (int i = 0; i < 3; i++) {
            assertThat(client.connection().sendText("" + i)).isEqualTo(SendResult.QUEUED);
        }
        assertThat(client.connection().sendText("too many")).isEqualTo(SendResult.DROPPED);
        assertThat(client.connection().queuedMessages()).isEqualTo(4);
        assertThat(manager.metrics().messagesDropped()).isEqualTo(dropped + 1);
        assertThat(client.connection().isOpen()).isTrue();

        assertThat(client.socket().dataFrame().payload()).hasSize(SlowReader.STUCK_BYTES);
        for (int i = 0; i < 3; i++) {
            assertThat(client.socket().dataFrame().text()).isEqualTo("" + i);
        }
        eventually(() -> assertThat(client.connection().queuedMessages()).isZero());
        assertThat(client.connection().sendText("room again")).isEqualTo(SendResult.QUEUED);
        assertThat(client.socket().dataFrame().text()).isEqualTo("room again");
    }

    @Test
    void bytesAreCountedAndWhatDoesNotFitIsDropped() throws IOException {
        SlowReader client = stuck("/bytes");
        assertThat(client.connection().sendBinary(new byte[600])).isEqualTo(SendResult.QUEUED);
        assertThat(client.connection().sendBinary(new byte[401])).isEqualTo(SendResult.DROPPED);
        assertThat(client.connection().sendText("€".repeat(134))).isEqualTo(SendResult.DROPPED);
        assertThat(client.connection().sendText("€".repeat(133) + "x")).isEqualTo(SendResult.QUEUED);
        assertThat(client.connection().queuedBytes()).isEqualTo(SlowReader.STUCK_BYTES + 1000);
        assertThat(client.connection().sendText("x")).isEqualTo(SendResult.DROPPED);
    }

    @Test
    void aMessageLargerThanTheOutboundQueueIsNeverQueued() {
        String tag = application.tag();
        application.connect("/bytes?tag=" + tag);
        assertThat(connection(tag).sendBinary(new byte[SlowReader.STUCK_BYTES + 1001]))
                .isEqualTo(SendResult.DROPPED);
    }

    @Test
    void aBroadcastReportsItsOutcomeAndWaitsForNoClient() throws IOException {
        SlowReader stuck = stuck("/messages");
        TestConnection reader = application.connect("/messages?tag=reader");
        assertThat(reader.ask("ready")).isEqualTo("ready");
        eventually(() -> assertThat(connection("reader").queuedMessages()).isZero());
        for (int i = 0; i < 3; i++) {
            assertThat(manager.broadcast(Message.text("" + i)).isComplete()).isTrue();
        }
        assertThat(reader.nextTexts(3)).containsExactly("0", "1", "2");
        eventually(() -> assertThat(connection("reader").queuedMessages()).isZero());
        var result = manager.broadcastText("one too many for one of them");
        assertThat(result.targets()).isEqualTo(2);
        assertThat(result.queued()).isEqualTo(1);
        assertThat(result.dropped()).isEqualTo(1);
        assertThat(reader.nextText()).isEqualTo("one too many for one of them");
        assertThat(stuck.connection().flushed().toCompletableFuture()).isNotDone();
        assertThat(manager.metrics().queuedMessages()).isGreaterThanOrEqualTo(4);
    }
}
