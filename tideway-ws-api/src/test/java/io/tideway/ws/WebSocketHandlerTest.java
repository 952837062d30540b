package io.tideway.ws;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WebSocketHandlerTest {
    private final Connection connection = (Connection) Proxy.newProxyInstance(
            Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                throw new AssertionError(method + " was called");
            });
    private final Recorder handler = new Recorder();

    private static final class Recorder implements WebSocketHandler {
        final List<Object> received = new ArrayList<>();
        final List<Connection> connections = new ArrayList<>();

        @Override
        public void onText(Connection connection, String text) {
            connections.add(connection);
            received.add(text);
        }

        @Override
        public void onBinary(Connection connection, ByteBuffer data) {
            connections.add(connection);
            received.add(data);
        }
    }

    @Test
    void aTextMessageGoesToOnText() throws Exception {
        handler.onMessage(connection, Message.text("hello"));

        assertThat(handler.received).containsExactly("hello");
        assertThat(handler.connections.get(0)).isSameAs(connection);
    }

    @Test
    void aBinaryMessageGoesToOnBinary() throws Exception {
        handler.onMessage(connection, Message.binary(new byte[] {1, 2}));

        assertThat(handler.received).containsExactly(ByteBuffer.wrap(new byte[] {1, 2}));
        assertThat(handler.connections.get(0)).isSameAs(connection);
    }

    @Test
    void otherFramesGoToNeither() throws Exception {
        handler.onMessage(connection, Message.ping());
        handler.onMessage(connection, Message.pong());
        handler.onMessage(connection, Message.close(CloseFrame.NORMAL));

        assertThat(handler.received).isEmpty();
    }

    @Test
    void aHandlerWithoutOverridesIgnoresMessages() throws Exception {
        WebSocketHandler silent = new WebSocketHandler() {};

        silent.onMessage(connection, Message.text("hello"));
        silent.onMessage(connection, Message.binary(new byte[1]));
    }
}
