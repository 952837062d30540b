package io.tideway.ws.internal.centrifuge;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.Connection;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.junit.TestClient;
import io.tideway.ws.junit.TestConnection;
import io.tideway.ws.junit.TidewayTest;
import io.tideway.ws.realtime.Authentication;
import io.tideway.ws.realtime.Credentials;
import io.tideway.ws.realtime.JoinDecision;
import io.tideway.ws.realtime.JoinRequest;
import io.tideway.ws.realtime.PublishDecision;
import io.tideway.ws.realtime.PublishRequest;
import io.tideway.ws.realtime.RealtimeHandler;
import io.tideway.ws.realtime.RemoteCall;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Shows that a frame ends where its connection does: clients ask again once they are back. */
@TidewayTest
class RequestsAfterCloseTest {
    private static final String REST =
            "\n{\"id\":8,\"publish\":{\"channel\":\"open\",\"data\":1}}\n" + "{\"id\":9,\"rpc\":{\"method\":\"done\"}}";

    @Inject
    Recorded recorded;

    @ApplicationScoped
    @WebSocketEndpoint(value = "/recorded", outboundQueueBytes = 8192)
    public static class Recorded implements RealtimeHandler {
        private final Queue<String> seen = new ConcurrentLinkedQueue<>();

        Queue<String> seen() {
            return seen;
        }

        @Override
        public Authentication onAuthenticate(Connection connection, Credentials given) {
            return Authentication.anonymous();
        }

        @Override
        public JoinDecision onJoin(Connection connection, JoinRequest join) {
            seen.add("join");
            return JoinDecision.allow();
        }

        @Override
        public PublishDecision onPublish(Connection connection, PublishRequest publish) {
            seen.add("publish");
            return PublishDecision.allow();
        }

        @RemoteCall("large")
        public String large() {
            return "x".repeat(20_000);
        }

        @RemoteCall("close")
        public void close(Connection connection) {
            connection.close();
        }

        @RemoteCall("done")
        public void done() {
            seen.add("call");
        }
    }

    @BeforeEach
    void forget() {
        recorded.seen().clear();
    }

    private static TestConnection connected(TestClient client) {
        TestConnection connection = client.connect("/recorded");
        assertThat(connection.ask("{\"id\":1,\"connect\":{}}")).startsWith("{\"id\":1,\"connect\":");
        return connection;
    }

    private void assertThatNothingElseRan(TestClient client) {
        recorded.seen().add("later");
        connected(client).ask("{\"id\":9,\"rpc\":{\"method\":\"done\"}}");
        assertThat(recorded.seen()).containsExactly("join", "later", "call");
    }

    @Test
    void nothingOfAFrameRunsOnceItsAnswersOverflowTheQueue(TestClient client) {
        TestConnection connection = connected(client)
                .send("{\"id\":2,\"subscribe\":{\"channel\":\"open\"}}\n{\"id\":3,\"rpc\":{\"method\":\"large\"}}"
                        + REST);
        assertThat(connection.closeCode()).isEqualTo(3008);
        assertThatNothingElseRan(client);
    }

    @Test
    void nothingOfAFrameRunsOnceACallHasClosedTheConnection(TestClient client) {
        TestConnection connection = connected(client)
                .send("{\"id\":2,\"subscribe\":{\"channel\":\"open\"}}\n{\"id\":3,\"rpc\":{\"method\":\"close\"}}"
                        + REST);
        assertThat(connection.closeCode()).isEqualTo(3503);
        assertThatNothingElseRan(client);
    }
}
