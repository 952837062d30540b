package io.tideway.ws.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tideway.ws.internal.threads.ReliableExecutor;
import java.lang.reflect.Proxy;
import java.util.List;
import org.junit.jupiter.api.Test;

class RemovalTest {
    private final Registry registry = new Registry(List.of(), List.of(), ReliableExecutor.of(Runnable::run));

    /** A connection whose membership cannot be withdrawn; otherwise only its id and its hash code are asked. */
    private static LocalConnection failing() {
        return (LocalConnection) Proxy.newProxyInstance(
                LocalConnection.class.getClassLoader(),
                new Class<?>[] {LocalConnection.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("membership")) {
                        throw new InternalError("out of memory");
                    }
                    return method.getReturnType() == String.class ? "id" : 1;
                });
    }

    @Test
    void aConnectionWhoseWithdrawalFailsIsNotFoundAfterwards() {
        LocalConnection connection = failing();
        registry.add(connection);
        assertThat(registry.get("id")).isNotNull();
        assertThatThrownBy(() -> registry.remove(connection)).isInstanceOf(InternalError.class);
        assertThat(registry.get("id")).isNull();
    }
}
