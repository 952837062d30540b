package io.tideway.ws.it.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tideway.ws.Connection;
import io.tideway.ws.ConnectionOpened;
import io.tideway.ws.RoomJoined;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.it.contract.app.RecordingEchoEndpoint;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** Shows a connection outside its callbacks: failing observers, its handshake, no current connection. */
class OutsideCallbacksTest extends StandaloneTest {

    @WebSocketEndpoint("/facts")
    static class Joining extends RecordingEchoEndpoint {
        @Override
        public void onConnect(Connection connection) {
            connection.joinRoom("a");
            connection.joinRoom("b");
        }
    }

    /** Observes and fails. */
    @ApplicationScoped
    static class FailingObserver {
        void opened(@Observes ConnectionOpened event) {
            throw new IllegalStateException("as expected");
        }

        void joined(@Observes RoomJoined event) {
            throw new AssertionError("as expected");
        }
    }

    @Inject
    Connection current;

    @Test
    void anExceptionOfAnObserverChangesNothing() {
        String tag = application.tag();
        application.connect("/facts?tag=" + tag);
        Connection connection = connection(tag);
        eventually(() -> assertThat(connection.rooms()).containsExactly("a", "b"));
        assertThat(connection.joinRoom("c")).isTrue();
        assertThat(connection.isOpen()).isTrue();
    }

    @Test
    void theHandshakeOfAConnectionIsASnapshot() {
        String tag = application.tag();
        application.connect("/facts?tag=" + tag);
        assertThatIllegalStateException()
                .isThrownBy(() -> connection(tag).handshake().setUserId("bob"));
        assertThatIllegalStateException()
                .isThrownBy(() -> connection(tag).handshake().setMetadata("k", "v"));
        assertThat(connection(tag).handshake().header("sec-websocket-VERSION")).hasValue("13");
    }

    @Test
    void outsideACallbackThereIsNoCurrentConnection() {
        assertThatThrownBy(() -> current.id()).isInstanceOf(ContextNotActiveException.class);
    }
}
