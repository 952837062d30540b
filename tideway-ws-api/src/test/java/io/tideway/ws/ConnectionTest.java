package io.tideway.ws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConnectionTest {
    private final Connection connection = (Connection) Proxy.newProxyInstance(
            Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                if (method.isDefault()) {
                    return InvocationHandler.invokeDefault(proxy, method, arguments);
                }
                assertThat(method.getName()).isEqualTo("metadata");
                return Map.of("visits", 7);
            });

    @Test
    void anAttributeIsReadWithItsType() {
        assertThat(connection.metadata("visits", Integer.class)).contains(7);
        assertThat(connection.metadata("visits", Number.class)).contains(7);
    }

    @Test
    void anAttributeThatIsNotSetIsEmpty() {
        assertThat(connection.metadata("language", String.class)).isEmpty();
    }

    @Test
    void anAttributeOfAnotherTypeIsRefusedByItsKeyAndBothTypes() {
        assertThatThrownBy(() -> connection.metadata("visits", String.class))
                .isInstanceOf(ClassCastException.class)
                .hasMessage("metadata \"visits\" is a java.lang.Integer, not a java.lang.String");
    }

    @Test
    void nullIsRefusedByTheNameOfItsParameter() {
        assertThatThrownBy(() -> connection.metadata(null, String.class))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("key must not be null");
        assertThatThrownBy(() -> connection.metadata("visits", null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("type must not be null");
    }
}
