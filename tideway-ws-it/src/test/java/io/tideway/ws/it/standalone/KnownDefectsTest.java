package io.tideway.ws.it.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.Connection;
import io.tideway.ws.SendResult;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import io.tideway.ws.it.contract.app.Journal;
import io.tideway.ws.it.contract.app.RecordingEchoEndpoint;
import io.tideway.ws.junit.TestConnection;
import io.tideway.ws.rawclient.RawClient;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Tests for defects of the system that Tideway follows: sends that deadlock in a callback, and connections that end
 * without onDisconnect.
 *
 * <p>A broadcast from inside a callback to its own connection is in the contract; an overflow that closes the socket is
 * with the overflow policies.
 */
class KnownDefectsTest extends StandaloneTest {

    /** Sends 2,000 messages from inside onConnect. */
    abstract static class SendingOnConnect implements WebSocketHandler {
        @Inject
        Journal journal;

        abstract String message(int number);

        @Override
        public void onConnect(Connection connection) {
            Map<SendResult, Integer> results = new EnumMap<>(SendResult.class);
            for (int i = 0; i < 2000; i++) {
                results.merge(connection.sendText(message(i)), 1, Integer::sum);
            }
            journal.note(connection, "sent " + results);
        }
    }

    @WebSocketEndpoint(value = "/large-queue", outboundQueueMessages = 2000)
    static class LargeQueueEndpoint extends SendingOnConnect {
        @Override
        String message(int number) {
            return String.valueOf(number);
        }
    }

    @WebSocketEndpoint(value = "/overflowing", closeTimeout = "500ms")
    static class OverflowingEndpoint extends SendingOnConnect {
        @Override
        String message(int number) {
            return "x".repeat(16_000);
        }
    }

    @WebSocketEndpoint(value = "/large-byte-queue", outboundQueueBytes = 2 * SlowReader.STUCK_BYTES)
    static class LargeByteQueueEndpoint extends RecordingEchoEndpoint {}

    @Test
    void twoThousandSendsInsideOnConnectReturnAndArrive() {
        String tag = application.tag();
        TestConnection client = application.connect("/large-queue?tag=" + tag);
        assertThat(client.nextTexts(2000))
                .isEqualTo(IntStream.range(0, 2000).mapToObj(String::valueOf).toList());
        eventually(() -> assertThat(journal.of(tag)).containsExactly("sent {QUEUED=2000}"));
    }

    @Test
    void twoThousandSendsInsideOnConnectReturnThoughTheClientDoesNotRead() throws IOException {
        String tag = application.tag();
        application.raw("/overflowing?tag=" + tag);
        eventually(() -> {
            List<String> lines = journal.of(tag);
            assertThat(lines).singleElement().asString().contains("OVERFLOWED=1", "CLOSED=");
        });
    }

    @Test
    void aFailedSendEndsTheConnectionAndCallsOnDisconnect() throws IOException {
        String tag = application.tag();
        RawClient socket = application.raw("/large-byte-queue?tag=" + tag);
        SlowReader client = SlowReader.of(socket, connection(tag));
        socket.reset();
        assertThat(end(tag)).startsWith("disconnect 1006");
        eventually(() -> assertThat(manager.get(client.connection().id())).isEmpty());
        assertThat(client.connection().sendText("late")).isEqualTo(SendResult.CLOSED);
        assertThat(client.connection().flushed().toCompletableFuture()).isCompleted();
        eventually(() -> assertThat(manager.metrics().queuedBytes()).isZero());
    }

    @Test
    void sendingToClientsThatResetMeanwhileThrowsNothing() throws IOException {
        for (int round = 0; round < 20; round++) {
            String tag = application.tag();
            RawClient client = application.raw("/large-byte-queue?tag=" + tag);
            Connection connection = connection(tag);
            client.reset();
            SendResult result = connection.sendText("hello");
            while (result != SendResult.CLOSED) {
                assertThat(result).isEqualTo(SendResult.QUEUED);
                connection.flushed().toCompletableFuture().join();
                result = connection.sendText("hello");
            }
            assertThat(end(tag)).startsWith("disconnect 1006");
        }
    }
}
