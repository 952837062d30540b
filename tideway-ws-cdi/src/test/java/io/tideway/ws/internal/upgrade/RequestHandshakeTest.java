package io.tideway.ws.internal.upgrade;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tideway.ws.Handshake;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

class RequestHandshakeTest {
    static final List<Arguments> NULLS = List.of(
            call("name", handshake -> handshake.header(null)),
            call("role", handshake -> handshake.isUserInRole(null)),
            call("userId", handshake -> handshake.setUserId(null)),
            call("key", handshake -> handshake.setMetadata(null, "x")),
            call("value", handshake -> handshake.setMetadata("x", null)));

    @ParameterizedTest(name = "{0}")
    @FieldSource("NULLS")
    void nullIsRefusedByTheNameOfItsParameter(String parameter, Consumer<Handshake> call) {
        UpgradeRequest request =
                new UpgradeRequest("GET", "HTTP/1.1", "/ws", null, Map.of(), null, role -> false, null, false);
        Handshake handshake = new RequestHandshake(request, Map.of());
        assertThatThrownBy(() -> call.accept(handshake))
                .isInstanceOf(NullPointerException.class)
                .hasMessage(parameter + " must not be null");
    }

    private static Arguments call(String parameter, Consumer<Handshake> call) {
        return Arguments.of(parameter, call);
    }
}
