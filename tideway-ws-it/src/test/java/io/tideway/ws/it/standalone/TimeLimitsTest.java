package io.tideway.ws.it.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.ConnectionMetrics;
import io.tideway.ws.SendResult;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.it.contract.app.RecordingEchoEndpoint;
import io.tideway.ws.rawclient.Frame;
import io.tideway.ws.rawclient.RawClient;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Shows send timeout, close timeout and heartbeat with clients that do not read or answer. */
@Tag("alone")
class TimeLimitsTest extends StandaloneTest {

    @WebSocketEndpoint(
            value = "/send",
            sendTimeout = "500ms",
            closeTimeout = "20s",
            outboundQueueBytes = 2 * SlowReader.STUCK_BYTES)
    static class SendTimeout extends RecordingEchoEndpoint {}

    @WebSocketEndpoint(
            value = "/close",
            sendTimeout = "20s",
            closeTimeout = "500ms",
            outboundQueueBytes = 2 * SlowReader.STUCK_BYTES)
    static class CloseTimeout extends RecordingEchoEndpoint {}

    @WebSocketEndpoint(value = "/heartbeat", heartbeatInterval = "100ms", heartbeatTimeout = "800ms")
    static class HeartbeatEndpoint extends RecordingEchoEndpoint {}

    @WebSocketEndpoint(value = "/steady", heartbeatInterval = "300ms", heartbeatTimeout = "3s")
    static class SteadyEndpoint extends RecordingEchoEndpoint {}

    @WebSocketEndpoint(value = "/quiet", heartbeatInterval = "0s", heartbeatTimeout = "800ms")
    static class Quiet extends RecordingEchoEndpoint {}

    private static final Duration SOON = Duration.ofSeconds(15); // far below the limits that are not under test

    private final Instant start = Instant.now();

    private void isSoon() {
        assertThat(Duration.between(start, Instant.now())).isLessThan(SOON);
    }

    @Test
    void aHangingWriteEndsTheConnectionWithoutAnotherSend() throws Exception {
        String tag = application.tag();
        ConnectionMetrics before = manager.metrics();
        SlowReader client = SlowReader.of(application.raw("/send?tag=" + tag), connection(tag));
        client.connection().flushed().toCompletableFuture().get(60, TimeUnit.SECONDS);
        assertThat(end(tag)).isEqualTo("disconnect 1006 send timed out");
        isSoon();
        assertThat(client.connection().sendText("late")).isEqualTo(SendResult.CLOSED);
        assertThat(manager.metrics().sendFailures()).isEqualTo(before.sendFailures() + 1);
        assertThat(manager.metrics().messagesLost()).isEqualTo(before.messagesLost() + 1);
        client.socket().awaitTcpEnd();
    }

    @Test
    void aCloseThatTheClientNeverAnswersIsForced() throws IOException {
        String tag = application.tag();
        RawClient client = application.raw("/close?tag=" + tag);
        connection(tag).close(new CloseFrame(4000, "bye"));
        assertThat(client.closeFrame().closeCode()).isEqualTo(4000);
        assertThat(end(tag)).isEqualTo("disconnect 4000 bye");
        client.awaitTcpEnd();
        isSoon();
    }

    @Test
    void aCloseBehindAMessageThatIsStuckIsForced() throws IOException {
        String tag = application.tag();
        SlowReader client = SlowReader.of(application.raw("/close?tag=" + tag), connection(tag));
        client.connection().close(new CloseFrame(4000, "bye"));
        assertThat(client.connection().isOpen()).isFalse();
        assertThat(end(tag)).isEqualTo("disconnect 4000 bye");
        isSoon();
        client.socket().awaitTcpEnd();
    }

    @Test
    void pingsComeAtTheIntervalAndPongsKeepTheClientAlive() throws IOException {
        String tag = application.tag();
        RawClient client = application.raw("/steady?tag=" + tag);
        for (int i = 0; i < 12; i++) {
            Frame ping = client.frame();
            assertThat(ping.opcode()).isEqualTo(Frame.PING);
            client.send(Frame.masked(Frame.PONG, true, ping.payload()));
        }
        // twelve intervals are longer than the timeout
        assertThat(connection(tag).isOpen()).isTrue();
    }

    @Test
    void aFragmentCountsAsActivity() throws IOException {
        String tag = application.tag();
        RawClient client = application.raw("/steady?tag=" + tag);
        client.send(Frame.masked(Frame.TEXT, false, new byte[] {'a'}));
        for (int i = 0; i < 12; i++) {
            assertThat(client.frame().opcode()).isEqualTo(Frame.PING);
            client.send(Frame.masked(Frame.CONTINUATION, false, new byte[] {'a'}));
        }
        assertThat(connection(tag).isOpen()).isTrue();
    }

    @Test
    void aSilentClientIsCountedAndDisconnected() throws IOException {
        String tag = application.tag();
        long before = manager.metrics().heartbeatTimeouts();
        RawClient client = application.raw("/heartbeat?tag=" + tag);
        assertThat(end(tag)).isEqualTo("disconnect 1006 heartbeat timeout");
        isSoon();
        assertThat(manager.metrics().heartbeatTimeouts()).isEqualTo(before + 1);
        client.awaitTcpEnd();
    }

    @Test
    void anIntervalOfZeroTurnsTheHeartbeatOff() throws IOException {
        String tag = application.tag();
        RawClient quiet = application.raw("/quiet?tag=" + tag);
        RawClient measure = application.raw("/heartbeat");
        measure.awaitTcpEnd(); // as long as a silent client may live where there is a heartbeat
        quiet.send(Frame.text("hello"));
        Frame first = quiet.frame();
        assertThat(first.opcode()).isEqualTo(Frame.TEXT);
        assertThat(first.text()).isEqualTo("hello");
    }
}
