package io.tideway.ws.internal.servlet;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import java.lang.reflect.Proxy;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeploymentListenerTest {
    @Test
    void aServerWithoutAWebSocketContainerFailsTheDeployment() {
        ServletContext bare = (ServletContext) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ServletContext.class}, (proxy, method, args) -> null);
        assertThatThrownBy(() -> new DeploymentListener(Set.of()).contextInitialized(new ServletContextEvent(bare)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("TIDEWAY-330")
                .hasMessageContaining("enable");
    }
}
