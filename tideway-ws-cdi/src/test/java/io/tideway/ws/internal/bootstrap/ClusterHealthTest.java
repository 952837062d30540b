package io.tideway.ws.internal.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.ConnectionManager;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import io.tideway.ws.internal.endpoint.HostContainer;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.websocket.server.ServerContainer;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.eclipse.microprofile.health.Readiness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** Shows what MicroProfile Health learns of the cluster. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class ClusterHealthTest {
    private static final String REQUIRED = "tideway.ws.cluster.required";

    @WebSocketEndpoint("/ws")
    static class Endpoint implements WebSocketHandler {}

    @AfterEach
    void forgetSettings() {
        System.clearProperty(TestBrokers.BUS);
        System.clearProperty(REQUIRED);
    }

    private static SeContainer application() {
        SeContainer application = SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addExtensions(new TidewayExtension())
                .addBeanClasses(Endpoint.class)
                .initialize();
        ServerContainer container = (ServerContainer) Proxy.newProxyInstance(
                ServerContainer.class.getClassLoader(),
                new Class<?>[] {ServerContainer.class},
                (proxy, method, arguments) -> method.getReturnType() == long.class ? 0L : null);
        application.select(Deployment.class).get().start(new HostContainer(container));
        return application;
    }

    private static void assertHealth(SeContainer application, Status status, String state) {
        HealthCheckResponse response = application
                .select(HealthCheck.class, Readiness.Literal.INSTANCE)
                .get()
                .call();
        assertThat(response.getName()).isEqualTo("tideway-cluster");
        assertThat(response.getStatus()).isEqualTo(status);
        assertThat(response.getData().orElseThrow())
                .isEqualTo(Map.of(
                        "state",
                        state,
                        "node",
                        application
                                .select(ConnectionManager.class)
                                .get()
                                .cluster()
                                .nodeId()));
    }

    @Test
    void theOnlyNodeIsReady() {
        try (SeContainer one = application()) {
            assertHealth(one, Status.UP, "SINGLE_NODE");
        }
    }

    @Test
    void anOutageShowsInTheDataOfANodeThatServesItsOwnConnectionsMeanwhile() {
        System.setProperty(TestBrokers.BUS, TestBrokers.CUT);
        try (SeContainer one = application()) {
            assertHealth(one, Status.UP, "CONNECTED");
            TestBrokers.cut();
            assertHealth(one, Status.UP, "DISCONNECTED");
        }
    }

    @Test
    void anOutageOfARequiredBrokerMakesTheNodeNotReady() {
        System.setProperty(TestBrokers.BUS, TestBrokers.CUT);
        System.setProperty(REQUIRED, "true");
        try (SeContainer one = application()) {
            assertHealth(one, Status.UP, "CONNECTED");
            TestBrokers.cut();
            assertHealth(one, Status.DOWN, "DISCONNECTED");
        }
    }
}
