package io.tideway.ws;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JsonHandlerTest {
    private final Connection connection = (Connection) Proxy.newProxyInstance(
            Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                throw new AssertionError(method + " was called");
            });

    private static final class Orders implements JsonHandler<String> {
        @Override
        public void onJson(Connection connection, String value) {
            throw new AssertionError("onJson was called");
        }
    }

    static List<Arguments> messages() {
        return List.of(
                Arguments.of(Message.text("{}"), "a text message"),
                Arguments.of(Message.binary(new byte[1]), "a binary message arrived"),
                Arguments.of(Message.close(CloseFrame.NORMAL), "a close message"),
                Arguments.of(Message.ping(), "a ping"),
                Arguments.of(Message.pong(), "a pong"));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void onMessageRefusesEveryMessageByItsKind(Message message, String kind) {
        assertThatThrownBy(() -> new Orders().onMessage(connection, message))
                .isInstanceOf(MessageDecodingException.class)
                .hasMessageStartingWith("TIDEWAY-A002 ")
                .hasMessageContaining(kind);
    }
}
