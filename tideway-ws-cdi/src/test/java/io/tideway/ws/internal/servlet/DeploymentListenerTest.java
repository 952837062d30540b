package io.tideway.ws.internal.servlet;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.websocket.server.ServerContainer;
import java.lang.reflect.Proxy;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeploymentListenerTest {
    @Test
    void aServerWithoutAWebSocketContainerFailsTheDeployment() {
        assertThatThrownBy(() -> start(null))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("TIDEWAY-330")
                .hasMessageContaining("enable");
    }

    @Test
    void anApplicationWithoutCdiFailsTheDeployment() {
        assertThatThrownBy(() -> start(instanceOf(ServerContainer.class, null)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("TIDEWAY-413")
                .hasMessageContaining("enable");
    }

    private static void start(@Nullable Object attribute) {
        ServletContext context = instanceOf(ServletContext.class, attribute);
        new DeploymentListener(Set.of()).contextInitialized(new ServletContextEvent(context));
    }

    /** Returns one that answers every call alike. */
    private static <T> T instanceOf(Class<T> type, @Nullable Object answer) {
        return type.cast(Proxy.newProxyInstance(
                DeploymentListenerTest.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> answer));
    }
}
