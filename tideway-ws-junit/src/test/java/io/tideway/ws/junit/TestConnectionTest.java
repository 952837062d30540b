package io.tideway.ws.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Connection;
import io.tideway.ws.Handshake;
import io.tideway.ws.Message;
import io.tideway.ws.UpgradeDecision;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import io.tideway.ws.junit.TestClient.UpgradeRefusedException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

@TidewayTest
class TestConnectionTest {

    @WebSocketEndpoint(value = "/echo", subprotocols = "v1")
    public static class EchoHandler implements WebSocketHandler {
        @Override
        public UpgradeDecision onUpgrade(Handshake handshake) {
            return handshake.header("X-Busy").isPresent()
                    ? UpgradeDecision.reject(503, "busy").withHeader("Retry-After", "7")
                    : UpgradeDecision.accept();
        }

        @Override
        public void onMessage(Connection connection, Message message) {
            connection.send(message);
        }
    }

    @WebSocketEndpoint("/slow")
    public static class SlowConnectHandler implements WebSocketHandler {
        static final Semaphore GO_ON = new Semaphore(0);

        @Override
        public void onConnect(Connection connection) throws Exception {
            GO_ON.acquire();
            connection.sendText("connected");
        }
    }

    @Test
    void fragmentsAreOneMessage(TestClient client) {
        TestConnection connection = client.connect("/echo");
        connection.sendFragments("one ", "", "message");
        assertThat(connection.nextText()).isEqualTo("one message");
    }

    @Test
    void textsAreTakenByNumberAndUntilOneFits(TestClient client) {
        TestConnection connection = client.connect("/echo");
        for (String text : new String[] {"a", "b", "c", "d"}) {
            connection.send(text);
        }
        assertThat(connection.nextTexts(2)).containsExactly("a", "b");
        assertThat(connection.nextTextsUntil("d"::equals)).containsExactly("c", "d");
        assertThat(connection.ask("e")).isEqualTo("e");
    }

    @Test
    void theChosenSubprotocolIsKnown(TestClient client) {
        assertThat(client.connect("/echo", with -> with.subprotocols("v2", "v1"))
                        .subprotocol())
                .hasValue("v1");
        assertThat(client.connect("/echo").subprotocol()).isEmpty();
    }

    @Test
    void everyPingIsAnswered(TestClient client) {
        TestConnection connection = client.connect("/echo");
        connection.ping();
        connection.ping();
        assertThat(connection.isOpen()).isTrue();
    }

    @Test
    void silenceIsBrokenByAMessageAndByTheEnd(TestClient client) {
        TestConnection connection = client.connect("/echo");
        connection.assertSilent(Duration.ofMillis(20));
        connection.send("noise");
        assertThatThrownBy(() -> connection.assertSilent(Duration.ofSeconds(5)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("TIDEWAY-ST306")
                .hasMessageContaining("noise");
        connection.close(CloseFrame.NORMAL, Duration.ofSeconds(5));
        assertThat(connection.isOpen()).isFalse();
        assertThatThrownBy(() -> connection.assertSilent(Duration.ofSeconds(5)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("ended");
    }

    @Test
    void aRefusalHasItsHeaders(TestClient client) {
        assertThatThrownBy(() -> client.connect("/echo", with -> with.header("X-Busy", "yes")))
                .isInstanceOfSatisfying(
                        UpgradeRefusedException.class,
                        refused -> assertThat(refused.header("Retry-After")).hasValue("7"));
    }

    @Test
    void anUpgradeDoesNotWaitForTheEndpoint(TestClient client) {
        TestConnection connection = client.upgrade("/slow", with -> {});
        try {
            connection.assertSilent(Duration.ofMillis(20));
        } finally {
            SlowConnectHandler.GO_ON.release();
        }
        assertThat(connection.nextText()).isEqualTo("connected");
    }

    @Test
    void aClientMayBeLessPatient(TestClient client) {
        TestConnection connection = client.withPatience(Duration.ofMillis(50)).upgrade("/echo", with -> {});
        assertThatThrownBy(connection::next).isInstanceOf(AssertionError.class).hasMessageContaining("within 50 ms");
    }

    @Test
    void anyServerIsReachedByItsAddress(URI uri) {
        try (TestClient client = TestClient.to(uri)) {
            assertThat(client.connect("/echo").ask("hello")).isEqualTo("hello");
        }
    }
}
