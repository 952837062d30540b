package io.tideway.ws.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Connection;
import io.tideway.ws.ConnectionManager;
import io.tideway.ws.Handshake;
import io.tideway.ws.Message;
import io.tideway.ws.UpgradeDecision;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import io.tideway.ws.junit.TestClient.UpgradeRefusedException;
import io.tideway.ws.tyrus.TidewayServer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

@TidewayTest(beans = TidewayTestTest.Greeter.class)
class TidewayTestTest {

    @ApplicationScoped
    public static class Greeter {
        String greet(String name) {
            return "Hello, " + name + "!";
        }
    }

    @WebSocketEndpoint("/greet")
    public static class Greeting implements WebSocketHandler {
        @Inject
        Greeter greeter;

        @Override
        public UpgradeDecision onUpgrade(Handshake handshake) {
            return handshake.header("X-Banned").isPresent()
                    ? UpgradeDecision.reject(403, "you again")
                    : UpgradeDecision.accept();
        }

        @Override
        public void onMessage(Connection connection, Message message) {
            if (message instanceof Message.Text text) {
                switch (text.text()) {
                    case "bye" -> connection.close(new CloseFrame(4000, "bye"));
                    case "bytes" -> connection.sendBinary(new byte[] {1, 2, 3});
                    default -> connection.sendText(greeter.greet(text.text()));
                }
            } else if (message instanceof Message.Binary binary) {
                connection.sendText(binary.data().remaining() + " bytes");
            }
        }
    }

    @WebSocketEndpoint("/unwelcome")
    public static class Unwelcome implements WebSocketHandler {
        @Override
        public void onConnect(Connection connection) {
            connection.close(new CloseFrame(4001, "not you"));
        }
    }

    @Inject
    ConnectionManager manager;

    @Inject
    Greeter greeter;

    private final TidewayServer given;
    private TestClient early;

    TidewayTestTest(TidewayServer given) {
        this.given = given;
    }

    @BeforeEach
    void connectEarly(TestClient client) {
        early = client;
        early.connect("/greet");
    }

    @RepeatedTest(2)
    void beansAreInjectedAndClientsOfOtherTestsAreGone() {
        assertThat(greeter.greet("Ann")).isEqualTo("Hello, Ann!");
        await().untilAsserted(() -> assertThat(manager.connectionCount()).isEqualTo(1));
    }

    @Test
    void parametersAreTheServerItsAddressAndAClient(TidewayServer server, URI uri, TestClient client) {
        assertThat(server).isSameAs(given);
        assertThat(uri).isEqualTo(server.uri());
        assertThat(client).isNotSameAs(early);
    }

    @Test
    void aClientTalksToAHandler(TestClient client) {
        TestConnection ann = client.connect("/greet");
        ann.send("Ann");
        assertThat(ann.nextText()).isEqualTo("Hello, Ann!");
        ann.sendBinary(new byte[5]);
        assertThat(ann.next()).isEqualTo(Message.text("5 bytes"));
        ann.send("bytes");
        assertThat(ann.nextBinary()).containsExactly(1, 2, 3);
        ann.close();
        assertThat(ann.closeCode()).isEqualTo(1000);
    }

    @Test
    void theServersCloseIsSeen(TestClient client) {
        TestConnection ann = client.connect("/greet");
        ann.send("bye");
        assertThat(ann.closeFrame()).isEqualTo(new CloseFrame(4000, "bye"));
        assertThatThrownBy(ann::next)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("ended with")
                .hasMessageContaining("4000");
    }

    @Test
    void aWaitThatTimesOutTellsWhatDidArrive(TestClient client) {
        TestConnection ann = client.connect("/greet");
        ann.send("Ann");
        ann.nextText();
        assertThatThrownBy(() -> ann.nextText(Duration.ofMillis(50)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("no text on /greet within 50 ms")
                .hasMessageContaining("is open")
                .hasMessageContaining("Hello, Ann!");
        ann.send("bytes");
        assertThatThrownBy(ann::nextText).isInstanceOf(AssertionError.class).hasMessageContaining("Binary");
    }

    @Test
    void aRefusalIsAnExceptionWithStatusAndReason(TestClient client) {
        assertThatThrownBy(() -> client.connect("/greet", with -> with.header("X-Banned", "yes")))
                .isInstanceOfSatisfying(UpgradeRefusedException.class, refused -> {
                    assertThat(refused.status()).isEqualTo(403);
                    assertThat(refused.body()).isEqualTo("you again");
                });
        assertThatThrownBy(() -> client.connect("/nowhere"))
                .isInstanceOfSatisfying(
                        UpgradeRefusedException.class,
                        refused -> assertThat(refused.status()).isEqualTo(404));
    }

    @RepeatedTest(20)
    void aCloseRightAfterTheConnectIsNotAnError(TestClient client) {
        assertThat(client.connect("/unwelcome").closeFrame()).isEqualTo(new CloseFrame(4001, "not you"));
    }

    @Test
    void aClientMayVanish(TestClient client) {
        TestConnection ann = client.connect("/greet");
        ann.abort();
        assertThat(ann.closeCode()).isEqualTo(1006);
        // Else the next test may still find the connection.
        await().atMost(Duration.ofSeconds(60)).until(() -> manager.connectionCount() == 1);
    }

    @Test
    void longMessagesArriveWhole(TestClient client) {
        TestConnection ann = client.connect("/greet");
        manager.broadcastText("x".repeat(100_000));
        assertThat(ann.nextText()).hasSize(100_000);
        manager.broadcastBinary(ByteBuffer.allocate(100_000));
        assertThat(ann.nextBinary()).hasSize(100_000);
    }

    @Nested
    class Inside {
        @Inject
        Greeter inner;

        @Test
        void nestedClassesShareTheServer(TidewayServer server) {
            assertThat(server).isSameAs(given);
            assertThat(inner.greet("Bob")).isEqualTo("Hello, Bob!");
            await().untilAsserted(() -> assertThat(manager.connections()).hasSize(1));
        }
    }
}
