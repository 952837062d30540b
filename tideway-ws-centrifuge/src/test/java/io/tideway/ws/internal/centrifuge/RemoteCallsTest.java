package io.tideway.ws.internal.centrifuge;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.Connection;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.junit.TestClient;
import io.tideway.ws.junit.TestConnection;
import io.tideway.ws.realtime.Authentication;
import io.tideway.ws.realtime.Credentials;
import io.tideway.ws.realtime.RealtimeHandler;
import io.tideway.ws.realtime.RemoteCall;
import io.tideway.ws.tyrus.TidewayServer;
import org.junit.jupiter.api.Test;

class RemoteCallsTest {

    public abstract static class Echo<T> {
        @RemoteCall("echo")
        public T echo(T value) {
            return value;
        }
    }

    @WebSocketEndpoint("/echo")
    public static class OverridingEcho extends Echo<String> implements RealtimeHandler {
        @Override
        public Authentication onAuthenticate(Connection connection, Credentials given) {
            return Authentication.anonymous();
        }

        @RemoteCall("echo")
        @Override
        public String echo(String value) {
            return value + "!";
        }
    }

    @Test
    void aMethodMayOverrideAGenericOne() {
        try (TidewayServer server = TidewayServer.builder()
                        .port(0)
                        .beans(OverridingEcho.class)
                        .start();
                TestClient client = TestClient.to(server)) {
            TestConnection connection = client.connect("/echo");
            connection.ask("{\"id\":1,\"connect\":{}}");
            assertThat(connection.ask("{\"id\":2,\"rpc\":{\"method\":\"echo\",\"data\":\"hi\"}}"))
                    .isEqualTo("{\"id\":2,\"rpc\":{\"data\":\"hi!\"}}");
        }
    }
}
