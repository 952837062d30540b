package io.tideway.ws.it.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Connection;
import io.tideway.ws.ConnectionManager;
import io.tideway.ws.Message;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import io.tideway.ws.it.contract.app.Journal;
import io.tideway.ws.it.contract.app.RecordingEchoEndpoint;
import io.tideway.ws.junit.TestConnection;
import io.tideway.ws.rawclient.Frame;
import io.tideway.ws.rawclient.RawClient;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Shows the state of a connection that is closed in a callback, in its last callback, and afterwards. */
class LastCallbackTest extends StandaloneTest {

    @WebSocketEndpoint("/rooms")
    static class RoomsEndpoint implements WebSocketHandler {
        @Inject
        ConnectionManager manager;

        @Inject
        Journal journal;

        @Override
        public void onConnect(Connection connection) {
            connection.joinRoom("a");
            connection.joinRoom("b");
            connection.setUserId("ann");
        }

        @Override
        public void onDisconnect(Connection connection, CloseFrame reason) {
            journal.note(
                    connection,
                    "rooms " + connection.rooms() + " of " + connection.userId().orElse(""));
            journal.note(connection, "known " + manager.get(connection.id()).isPresent());
            journal.note(connection, "send " + connection.sendText("too late"));
            journal.note(connection, "join " + connection.joinRoom("c"));
            journal.note(connection, "disconnect " + reason.code());
        }
    }

    @WebSocketEndpoint("/closing-on-connect")
    static class ClosingOnConnect extends RecordingEchoEndpoint {
        @Override
        public void onConnect(Connection connection) {
            super.onConnect(connection);
            connection.sendText("no");
            connection.close(new CloseFrame(4003, "closed today"));
        }
    }

    @WebSocketEndpoint("/closing-on-message")
    static class ClosingOnMessage extends RecordingEchoEndpoint {
        @Override
        public void onMessage(Connection connection, Message message) {
            super.onMessage(connection, message);
            connection.close();
        }
    }

    @WebSocketEndpoint(value = "/blocking-on-disconnect", closeTimeout = "300ms")
    static class BlockingOnDisconnect implements WebSocketHandler {
        private final CountDownLatch leave = new CountDownLatch(1);

        @Override
        public void onConnect(Connection connection) {
            connection.joinRoom("slow");
        }

        @Override
        public void onDisconnect(Connection connection, CloseFrame reason) throws InterruptedException {
            leave.await();
        }

        void release() {
            leave.countDown();
        }
    }

    @Inject
    BlockingOnDisconnect blocking;

    @Test
    void roomsAreListedInOnDisconnectAndGoneAfterwards() {
        String tag = application.tag();
        TestConnection client = application.connect("/rooms?tag=" + tag);
        Connection connection = connection(tag);
        eventually(() -> assertThat(connection.rooms()).containsExactly("a", "b"));
        client.close();
        assertThat(end(tag)).isEqualTo("disconnect 1000");
        assertThat(journal.of(tag)).startsWith("rooms [a, b] of ann", "known true", "send CLOSED", "join false");
        eventually(() -> assertThat(manager.get(connection.id())).isEmpty());
        eventually(() -> assertThat(connection.rooms()).isEmpty());
        assertThat(manager.rooms()).isEmpty();
        assertThat(manager.userConnections("ann")).isEmpty();
        assertThat(connection.joinRoom("again")).isFalse();
        assertThat(manager.rooms()).isEmpty();
    }

    @Test
    void aHandlerMayCloseInsideOnConnect() {
        String tag = application.tag();
        TestConnection client = application.connect("/closing-on-connect?tag=" + tag);
        assertThat(client.nextText()).isEqualTo("no");
        assertThat(client.closeFrame()).isEqualTo(new CloseFrame(4003, "closed today"));
        assertThat(end(tag)).isEqualTo("disconnect 4003 closed today");
    }

    @Test
    void messagesAfterTheServersCloseAreIgnored() throws IOException {
        String tag = application.tag();
        RawClient client = application.raw("/closing-on-message?tag=" + tag);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < 20; i++) {
            bytes.writeBytes(Frame.text("" + i));
        }
        client.send(bytes.toByteArray());
        assertThat(client.dataFrame().text()).isEqualTo("0");
        assertThat(client.dataFrame().closeCode()).isEqualTo(1000);
        client.send(Frame.close(1000));
        end(tag);
        assertThat(journal.of(tag)).containsExactly("connect", "text", "disconnect 1000 ");
    }

    @Test
    void anOnDisconnectThatDoesNotReturnDoesNotHoldUpTheCleanUp() {
        TestConnection client = application.connect("/blocking-on-disconnect");
        eventually(() -> assertThat(manager.roomMembers("slow")).hasSize(1));
        client.close();
        try {
            eventually(() -> assertThat(manager.connectionCount()).isZero());
            assertThat(manager.roomMembers("slow")).isEmpty();
        } finally {
            blocking.release();
        }
    }
}
