package io.tideway.ws.it.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.Connection;
import io.tideway.ws.ConnectionMetrics;
import io.tideway.ws.Message;
import io.tideway.ws.Target;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.it.contract.app.RecordingEchoEndpoint;
import io.tideway.ws.junit.TestConnection;
import io.tideway.ws.rawclient.Frame;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Shows that the manager's counts and lookups match what happened on the wire. */
class CountersTest extends StandaloneTest {

    @WebSocketEndpoint("/counted")
    static class Counted extends RecordingEchoEndpoint {}

    private ConnectionMetrics before;
    private TestConnection first;
    private TestConnection second;
    private Connection connection;

    @BeforeEach
    void connect() {
        before = manager.metrics();
        String tag = application.tag();
        first = application.connect("/counted?tag=" + tag);
        second = application.connect("/counted");
        connection = connection(tag);
        eventually(() -> assertThat(manager.connectionCount()).isEqualTo(2));
    }

    @Test
    void connectionsAreCountedAndFound() {
        assertThat(manager.totalConnections()).isEqualTo(before.totalConnections() + 2);
        assertThat(manager.get(connection.id())).containsSame(connection);
        assertThat(manager.get("unknown")).isEmpty();
        assertThat(manager.connections()).hasSize(2).contains(connection);
        assertThat(connection.id()).hasSizeGreaterThanOrEqualTo(22);
        assertThat(connection.connectedAt()).isBetween(Instant.now().minus(Duration.ofMinutes(1)), Instant.now());
        first.close();
        eventually(() -> assertThat(manager.connectionCount()).isEqualTo(1));
        assertThat(manager.get(connection.id())).isEmpty();
        assertThat(manager.totalConnections()).isEqualTo(before.totalConnections() + 2);
    }

    @Test
    void messagesAreCountedBothWays() {
        for (int i = 0; i < 10; i++) {
            assertThat(first.ask("" + i)).isEqualTo("" + i);
        }
        assertThat(manager.broadcastJson(Map.of("to", "all")).queued()).isEqualTo(2);
        assertThat(manager.broadcastBinary(ByteBuffer.wrap(new byte[] {1, 2})).queued())
                .isEqualTo(2);
        assertThat(connection.sendJson(List.of(1, 2))).isEqualTo(io.tideway.ws.SendResult.QUEUED);
        assertThat(first.nextText()).isEqualTo("{\"to\":\"all\"}");
        assertThat(second.nextText()).isEqualTo("{\"to\":\"all\"}");
        assertThat(first.nextBinary()).containsExactly(1, 2);
        assertThat(second.nextBinary()).containsExactly(1, 2);
        assertThat(first.nextText()).isEqualTo("[1,2]");
        eventually(() -> {
            ConnectionMetrics now = manager.metrics();
            assertThat(now.messagesReceived()).isEqualTo(before.messagesReceived() + 10);
            assertThat(now.messagesSent()).isEqualTo(before.messagesSent() + 10 + 4 + 1);
            assertThat(now.totalBroadcasts()).isEqualTo(before.totalBroadcasts() + 2);
            assertThat(now.queuedMessages()).isZero();
            assertThat(now.messagesLost()).isEqualTo(before.messagesLost());
        });
    }

    @Test
    void roomsAndUsersAreCountedWhileTheyHaveMembers() {
        connection.joinRoom("one");
        connection.joinRoom("two");
        manager.toAll().joinRoom("two");
        connection.setUserId("ann");
        assertThat(manager.metrics().rooms()).isEqualTo(2);
        assertThat(manager.metrics().users()).isEqualTo(1);
        assertThat(manager.roomCount()).isEqualTo(2);
        assertThat(manager.room("two").members()).hasSize(2);
        assertThat(manager.to(Target.room("two")).except(Target.user("ann")).count())
                .isEqualTo(1);
        assertThat(manager.userConnections("ann")).containsExactly(connection);
        assertThat(manager.to(Target.room("two")).leaveRoom("two")).isEqualTo(2);
        connection.leaveRoom("one");
        connection.setUserId(null);
        assertThat(manager.metrics().rooms()).isZero();
        assertThat(manager.metrics().users()).isZero();
    }

    @Test
    void controlMessagesOfTheApplicationGoOut() throws Exception {
        String tag = application.tag();
        var raw = application.raw("/counted?tag=" + tag);
        connection(tag).send(Message.ping());
        assertThat(raw.frame().opcode()).isEqualTo(Frame.PING);
        connection(tag).send(Message.pong());
        assertThat(raw.frame().opcode()).isEqualTo(Frame.PONG);
        manager.to(Target.connection(connection(tag).id())).broadcast(Message.close());
        assertThat(raw.frame().closeCode()).isEqualTo(1000);
    }
}
