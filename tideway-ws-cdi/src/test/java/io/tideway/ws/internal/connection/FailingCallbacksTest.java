package io.tideway.ws.internal.connection;

import static io.tideway.ws.internal.fixture.FakeTransport.Mode.INLINE;
import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Connection;
import io.tideway.ws.EndpointOptions;
import io.tideway.ws.Message;
import io.tideway.ws.MessageDecodingException;
import io.tideway.ws.internal.fixture.FakeTransport;
import io.tideway.ws.internal.fixture.RecordingHandler;
import io.tideway.ws.internal.fixture.TestNode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Has callbacks of a handler throw. */
class FailingCallbacksTest {
    private final TestNode node = new TestNode();
    private final RecordingHandler handler = new RecordingHandler();
    private final FakeTransport transport = new FakeTransport(INLINE);

    @Test
    void aThrowingOnConnectEndsWith1011WithoutOnDisconnect() {
        RecordingHandler failing = new RecordingHandler() {
            @Override
            public void onConnect(Connection connection) {
                throw new AssertionError("no");
            }
        };
        LiveConnection connection = node.connect(transport, EndpointOptions.DEFAULTS, failing);
        assertThat(transport.closes()).extracting(CloseFrame::code).containsExactly(1011);
        connection.lifecycle().received(Message.text("ignored"));
        connection.lifecycle().closedByContainer(CloseFrame.SERVER_ERROR);
        assertThat(failing.calls).containsExactly("release");
        assertThat(node.events).containsExactly("failed onConnect");
        assertThat(node.manager.connectionCount()).isZero();
    }

    @Test
    void aThrowingOnMessageGoesToOnErrorAndTheConnectionLivesOn() {
        RecordingHandler failing = new RecordingHandler() {
            @Override
            public void onMessage(Connection connection, Message message) {
                throw new StackOverflowError("deep");
            }
        };
        LiveConnection connection = node.connect(transport, EndpointOptions.DEFAULTS, failing);
        connection.lifecycle().received(Message.text("x"));
        assertThat(failing.calls).containsExactly("connect", "error deep");
        assertThat(connection.isOpen()).isTrue();
    }

    @Test
    void throwingOnErrorAndOnDisconnectChangeNothing() {
        RecordingHandler failing = new RecordingHandler() {
            @Override
            public void onMessage(Connection connection, Message message) {
                throw new IllegalStateException("message");
            }

            @Override
            public void onError(Connection connection, Throwable error) {
                throw new IllegalStateException("error");
            }

            @Override
            public void onDisconnect(Connection connection, CloseFrame reason) {
                throw new AssertionError("disconnect");
            }
        };
        LiveConnection connection = node.connect(transport, EndpointOptions.DEFAULTS, failing);
        connection.lifecycle().received(Message.text("x"));
        assertThat(connection.isOpen()).isTrue();
        connection.lifecycle().closedByContainer(CloseFrame.NORMAL);
        assertThat(node.manager.connectionCount()).isZero();
        assertThat(node.events).contains("closed 1000");
    }

    @Test
    void aCallbackThatThrowsIsToldToObservers() {
        RecordingHandler failing = new RecordingHandler() {
            @Override
            public void onMessage(Connection connection, Message message) {
                throw new IllegalStateException("message");
            }

            @Override
            public void onDisconnect(Connection connection, CloseFrame reason) {
                throw new IllegalStateException("disconnect");
            }
        };
        LiveConnection connection = node.connect(transport, EndpointOptions.DEFAULTS, failing);
        connection.lifecycle().received(Message.text("x"));
        connection.lifecycle().closedByContainer(CloseFrame.NORMAL);
        assertThat(node.events).containsSubsequence("failed onMessage", "failed onDisconnect", "closed 1000");
    }

    @Test
    void aMessageThatCannotBeDecodedIsNotAFailureOfTheHandler() {
        RecordingHandler decoding = new RecordingHandler() {
            @Override
            public void onMessage(Connection connection, Message message) {
                throw new MessageDecodingException("no JSON", null);
            }
        };
        LiveConnection connection = node.connect(transport, EndpointOptions.DEFAULTS, decoding);
        connection.lifecycle().received(Message.text("x"));
        assertThat(node.events).doesNotContain("failed onMessage");
    }

    @Test
    void aHandlerThatFailsToBeginLeavesNothingToWaitFor() {
        RecordingHandler failing = new RecordingHandler() {
            @Override
            public void begin(Connection connection) {
                throw new IllegalStateException("as the test wants it");
            }
        };
        LiveConnection connection = node.connect(transport, EndpointOptions.DEFAULTS, failing);
        connection.lifecycle().closedByContainer(CloseFrame.SERVER_ERROR);
        node.connect();
        assertThat(node.registry.awaitEmpty(Duration.ZERO)).isFalse();
    }
}
