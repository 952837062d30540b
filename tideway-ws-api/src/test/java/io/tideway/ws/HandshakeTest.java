package io.tideway.ws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HandshakeTest {
    private final Handshake handshake = handshake(Map.of(
            "pathParams", Map.of("room", "lobby"),
            "queryParams", Map.of("token", List.of("a", "b"), "empty", List.of("")),
            "headers", Map.of("Cookie", List.of("theme=dark; SESSION=\"s=1\"; flag", "SESSION=2; Theme=light"))));

    @Test
    void aPathParameterIsFoundByItsName() {
        assertThat(handshake.pathParam("room")).contains("lobby");
        assertThat(handshake.pathParam("user")).isEmpty();
    }

    @Test
    void theFirstValueOfAQueryParameterIsFoundByItsName() {
        assertThat(handshake.queryParam("token")).contains("a");
        assertThat(handshake.queryParam("empty")).contains("");
        assertThat(handshake.queryParam("user")).isEmpty();
    }

    @Test
    void theFirstCookieOfANameIsFound() {
        assertThat(handshake.cookie("SESSION")).contains("s=1");
        assertThat(handshake.cookie("theme")).contains("dark");
        assertThat(handshake.cookie("Theme")).contains("light");
    }

    @Test
    void aCookieThatIsAbsentOrHasNoValueIsEmpty() {
        assertThat(handshake.cookie("flag")).isEmpty();
        assertThat(handshake.cookie("session")).isEmpty();
        assertThat(handshake(Map.of("headers", Map.of())).cookie("SESSION")).isEmpty();
    }

    @Test
    void nullNamesAreRefused() {
        assertThatThrownBy(() -> handshake.pathParam(null)).hasMessage("name must not be null");
        assertThatThrownBy(() -> handshake.queryParam(null)).hasMessage("name must not be null");
        assertThatThrownBy(() -> handshake.cookie(null)).hasMessage("name must not be null");
    }

    private static Handshake handshake(Map<String, Object> answers) {
        return (Handshake) Proxy.newProxyInstance(
                HandshakeTest.class.getClassLoader(),
                new Class<?>[] {Handshake.class},
                (proxy, method, arguments) -> method.isDefault()
                        ? InvocationHandler.invokeDefault(proxy, method, arguments)
                        : answers.get(method.getName()));
    }
}
