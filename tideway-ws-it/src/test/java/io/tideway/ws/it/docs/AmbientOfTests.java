package io.tideway.ws.it.docs;

import io.tideway.ws.WebSocketHandler;
import io.tideway.ws.junit.TestClient;
import io.tideway.ws.spi.Broker;
import io.tideway.ws.spi.BrokerProvider;
import java.util.Optional;
import java.util.function.Function;

/** Declares what an example of the standalone server or of the test kit may use besides. */
public abstract class AmbientOfTests extends Ambient {

    /** Connects to the server under test. */
    protected TestClient client;

    /** The application's endpoint. */
    public static class Chat implements WebSocketHandler {}

    /** Somebody's own broker. */
    public static class MyBrokerProvider implements BrokerProvider {
        @Override
        public Optional<Broker> broker(String nodeId, Function<String, Optional<String>> settings) {
            return Optional.empty();
        }
    }
}
