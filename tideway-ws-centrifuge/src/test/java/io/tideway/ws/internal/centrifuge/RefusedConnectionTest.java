package io.tideway.ws.internal.centrifuge;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Connection;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.junit.TestClient;
import io.tideway.ws.junit.TestConnection;
import io.tideway.ws.junit.TidewayTest;
import io.tideway.ws.realtime.Authentication;
import io.tideway.ws.realtime.Credentials;
import io.tideway.ws.realtime.RealtimeHandler;
import io.tideway.ws.realtime.RemoteCall;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Shows that nothing is called for a client once the application has refused it. */
@TidewayTest
class RefusedConnectionTest {
    @Inject
    Refusing refusing;

    @ApplicationScoped
    @WebSocketEndpoint("/refusing")
    public static class Refusing implements RealtimeHandler {
        private final List<String> calls = new CopyOnWriteArrayList<>();

        List<String> calls() {
            return calls;
        }

        @Override
        public Authentication onAuthenticate(Connection connection, Credentials given) {
            if (given.token().filter("closed"::equals).isPresent()) {
                connection.close(new CloseFrame(4500, "closed"));
            }
            return Authentication.of("ann");
        }

        @Override
        public void onConnect(Connection connection) {
            calls.add("onConnect");
            throw new IllegalStateException("not today");
        }

        @RemoteCall("call")
        public void call() {
            calls.add("call");
        }
    }

    private static TestConnection connectAndCall(TestClient client, String token) {
        return client.connect("/refusing")
                .send("{\"id\":1,\"connect\":{\"token\":\"" + token + "\"}}\n{\"id\":2,\"rpc\":{\"method\":\"call\"}}");
    }

    @Test
    void nothingIsCalledAfterOnConnectHasFailed(TestClient client) {
        refusing.calls().clear();
        assertThat(connectAndCall(client, "open").closeCode()).isEqualTo(3004);
        assertThat(refusing.calls()).containsExactly("onConnect");
    }

    @Test
    void nothingIsCalledAfterOnAuthenticateHasClosed(TestClient client) {
        refusing.calls().clear();
        assertThat(connectAndCall(client, "closed").closeCode()).isEqualTo(4500);
        assertThat(refusing.calls()).isEmpty();
    }
}
