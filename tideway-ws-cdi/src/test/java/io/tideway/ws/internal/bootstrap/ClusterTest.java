package io.tideway.ws.internal.bootstrap;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.THROWABLE;
import static org.awaitility.Awaitility.await;

import io.tideway.ws.BroadcastResult;
import io.tideway.ws.Cluster;
import io.tideway.ws.ConnectionManager;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import io.tideway.ws.fixtures.LogLines;
import io.tideway.ws.internal.endpoint.HostContainer;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.websocket.server.ServerContainer;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ResourceLock(Resources.SYSTEM_PROPERTIES)
class ClusterTest {
    private static final String REQUIRED = "tideway.ws.cluster.required";
    private static final String START_TIMEOUT = "tideway.ws.cluster.start-timeout";
    private static final String UNKNOWN = "tideway.ws.cluster.nodes";
    private static final String OF_REDIS = "tideway.ws.cluster.redis.prefix";

    @WebSocketEndpoint("/ws")
    static class Endpoint implements WebSocketHandler {}

    @AfterEach
    void forgetSettings() {
        System.clearProperty(TestBrokers.BUS);
        System.clearProperty(REQUIRED);
        System.clearProperty(START_TIMEOUT);
        System.clearProperty(UNKNOWN);
        System.clearProperty(OF_REDIS);
    }

    @Test
    void withoutSettingsAnApplicationIsTheOnlyNode() {
        System.setProperty(OF_REDIS, "left to the applications with that broker");
        try (SeContainer one = application()) {
            start(one);
            assertThat(cluster(one).state()).isEqualTo(Cluster.State.SINGLE_NODE);
        }
    }

    @Test
    void aBrokerThatIsRequiredMustBeConfigured() {
        System.setProperty(REQUIRED, "true");
        assertThatThrownBy(ClusterTest::application).hasMessageContaining("TIDEWAY-590");
    }

    @Test
    void applicationsWithOneBrokerAreNodesOfOneCluster() {
        System.setProperty(TestBrokers.BUS, "several");
        try (SeContainer one = application();
                SeContainer two = application()) {
            start(one);
            start(two);
            assertThat(cluster(one).state()).isEqualTo(Cluster.State.CONNECTED);
            assertThat(nodes(one)).isEqualTo(2);
            assertThat(cluster(one).nodeId()).isNotEqualTo(cluster(two).nodeId());
            assertThat(cluster(one).connectionCount().toCompletableFuture().join())
                    .isZero();
            deployment(two).stop();
            await().untilAsserted(() -> assertThat(nodes(one)).isEqualTo(1));
        }
    }

    @Test
    void anApplicationBeginsAloneWhereTheBrokerIsNotReachable() {
        System.setProperty(TestBrokers.BUS, TestBrokers.UNREACHABLE);
        try (SeContainer one = application()) {
            start(one);
            assertThat(cluster(one).state()).isEqualTo(Cluster.State.DISCONNECTED);
            assertThat(manager(one).broadcastText("x"))
                    .isEqualTo(new BroadcastResult(0, 0, 0, 0, 0, 0, true)); // other nodes do not get it
        }
    }

    @Test
    void anApplicationThatHasStartedIsConnectedWhereTheBrokerIsReachable() {
        System.setProperty(TestBrokers.BUS, TestBrokers.SLOW);
        try (SeContainer one = application()) {
            start(one);
            assertThat(cluster(one).state()).isEqualTo(Cluster.State.CONNECTED);
        }
    }

    @Test
    void anApplicationBeginsAloneWhereItsStartIsInterrupted() {
        System.setProperty(TestBrokers.BUS, TestBrokers.SILENT);
        try (LogLines log = LogLines.ofTideway();
                SeContainer one = application()) {
            Thread.currentThread().interrupt();
            start(one);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(log.messages()).anyMatch(line -> line.matches("TIDEWAY-114 .* interrupted"));
        }
    }

    @Test
    @Timeout(60)
    void anApplicationBeginsAloneWhereTheBrokerDoesNotAnswerWithinTheStartTimeout() {
        System.setProperty(TestBrokers.BUS, TestBrokers.SILENT);
        System.setProperty(START_TIMEOUT, "100ms");
        try (LogLines log = LogLines.ofTideway();
                SeContainer one = application()) {
            start(one);
            assertThat(cluster(one).state()).isEqualTo(Cluster.State.DISCONNECTED);
            assertThat(log.messages()).anyMatch(line -> line.matches("TIDEWAY-114 .* no connection within PT0.1S"));
        }
    }

    @Test
    void aBrokerThatIsRequiredMayBecomeReachableWithinTheStartTimeout() {
        System.setProperty(TestBrokers.BUS, TestBrokers.LATE);
        System.setProperty(REQUIRED, "true");
        System.setProperty(START_TIMEOUT, "1m");
        try (SeContainer one = application()) {
            start(one);
            assertThat(cluster(one).state()).isEqualTo(Cluster.State.CONNECTED);
        }
    }

    @Test
    void aBrokerThatIsRequiredAndNotReachableFailsTheStart() {
        System.setProperty(TestBrokers.BUS, TestBrokers.UNREACHABLE);
        System.setProperty(REQUIRED, "true");
        System.setProperty(START_TIMEOUT, "100ms");
        try (SeContainer one = application()) {
            assertThatThrownBy(() -> start(one))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("TIDEWAY-113")
                    .hasMessageContaining("connection refused");
        }
    }

    @Test
    void aStopEndsInTimeWhereTheBrokerDoesNotAnswer() {
        System.setProperty(TestBrokers.BUS, TestBrokers.UNREACHABLE);
        try (SeContainer one = application()) {
            start(one);
            long begun = System.nanoTime();
            deployment(one).stop(Duration.ofSeconds(5), Duration.ZERO);
            assertThat(System.nanoTime() - begun)
                    .isLessThan(Duration.ofSeconds(20).toNanos());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Timeout(60)
    void aStopDoesNotWaitForAStartThatWaitsForTheBroker(boolean required) throws InterruptedException {
        System.setProperty(TestBrokers.BUS, TestBrokers.SILENT);
        System.setProperty(REQUIRED, String.valueOf(required));
        System.setProperty(START_TIMEOUT, "40s");
        try (LogLines log = LogLines.ofTideway();
                SeContainer one = application()) {
            Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
            Thread starter = new Thread(() -> start(one));
            starter.setUncaughtExceptionHandler((thread, failure) -> failures.add(failure));
            starter.start();
            await().until(() -> starter.getState() == Thread.State.TIMED_WAITING);
            long begun = System.nanoTime();
            deployment(one).stop(Duration.ofSeconds(5), Duration.ZERO);
            assertThat(System.nanoTime() - begun)
                    .isLessThan(Duration.ofSeconds(20).toNanos());
            starter.join();
            assertThat(failures).singleElement(as(THROWABLE)).hasMessageContaining("TIDEWAY-591");
            assertThat(log.messages()).noneMatch(line -> line.contains("TIDEWAY-114"));
        }
    }

    @Test
    void aStopSaysNothingOfAnAttemptToConnectThatItEnds() {
        System.setProperty(TestBrokers.BUS, TestBrokers.SILENT);
        System.setProperty(START_TIMEOUT, "100ms");
        try (LogLines log = LogLines.ofTideway();
                SeContainer one = application()) {
            start(one);
            deployment(one).stop();
            assertThat(log.messages())
                    .filteredOn(line -> line.contains("TIDEWAY-114"))
                    .singleElement()
                    .asString()
                    .contains("no connection within");
        }
    }

    @Test
    void anUnknownOptionFailsTheDeployment() {
        System.setProperty(UNKNOWN, "3");
        assertThatThrownBy(ClusterTest::application)
                .hasMessageContaining("TIDEWAY-120")
                .hasMessageContaining(UNKNOWN)
                .hasMessageContaining("cluster.required");
    }

    @Test
    void anUnknownOptionOfTheBrokerFailsTheDeployment() {
        System.setProperty(TestBrokers.BUS, "several");
        System.setProperty(OF_REDIS, "unused");
        assertThatThrownBy(ClusterTest::application).hasMessageContaining(OF_REDIS);
    }

    @Test
    void aValueThatTheBrokerDoesNotAcceptFailsTheDeployment() {
        System.setProperty(TestBrokers.BUS, "");
        assertThatThrownBy(ClusterTest::application).hasMessageContaining(TestBrokers.BUS + " must not be empty");
    }

    @Test
    void aBadValueFailsTheDeployment() {
        System.setProperty(REQUIRED, "maybe");
        assertThatThrownBy(ClusterTest::application).hasMessageContaining("cluster.required");
    }

    private static SeContainer application() {
        return SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addExtensions(new TidewayExtension())
                .addBeanClasses(Endpoint.class)
                .initialize();
    }

    private static void start(SeContainer application) {
        ServerContainer container = (ServerContainer) Proxy.newProxyInstance(
                ServerContainer.class.getClassLoader(),
                new Class<?>[] {ServerContainer.class},
                (proxy, method, arguments) -> method.getReturnType() == long.class ? 0L : null);
        deployment(application).start(new HostContainer(container));
    }

    private static Deployment deployment(SeContainer application) {
        return application.select(Deployment.class).get();
    }

    private static ConnectionManager manager(SeContainer application) {
        return application.select(ConnectionManager.class).get();
    }

    private static Cluster cluster(SeContainer application) {
        return manager(application).cluster();
    }

    private static int nodes(SeContainer application) {
        return cluster(application).nodes().toCompletableFuture().join().size();
    }
}
