package io.tideway.ws.internal.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Connection;
import io.tideway.ws.EndpointOptions;
import io.tideway.ws.internal.connection.EndpointSpec;
import io.tideway.ws.internal.connection.LiveConnection;
import io.tideway.ws.internal.fixture.FakeTransport;
import io.tideway.ws.internal.fixture.RecordingHandler;
import io.tideway.ws.internal.fixture.TestNode;
import io.tideway.ws.internal.protocol.RawProtocol;
import io.tideway.ws.internal.registry.LocalConnection;
import io.tideway.ws.internal.upgrade.PathTemplate;
import io.tideway.ws.internal.upgrade.UpgradeGate;
import io.tideway.ws.internal.upgrade.UpgradeGate.Verdict;
import io.tideway.ws.internal.upgrade.UpgradeRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT)
class DeploymentStopTest {
    private static final Duration SLOW_MACHINE = Duration.ofSeconds(20); // what never ends takes longer still
    private static final UpgradeRequest UPGRADE = TestDeployment.upgrade("/chat");

    private final ExecutorService callbacks = Executors.newCachedThreadPool();
    private final Set<String> blockedCallbacks = ConcurrentHashMap.newKeySet();
    private final Queue<String> interrupted = new ConcurrentLinkedQueue<>();
    private final Semaphore inside = new Semaphore(0);
    private final RecordingHandler blocking = new RecordingHandler() {
        @Override
        public void onDisconnect(Connection connection, CloseFrame reason) {
            block("onDisconnect");
        }

        @Override
        public void release(Connection connection) {
            block("release");
            calls.add("release");
        }
    };
    private final TestNode node = new TestNode(callbacks) {
        @Override
        public void left(LocalConnection connection, String room) {
            block("RoomLeft");
        }

        @Override
        public void closed(Connection connection, CloseFrame reason) {
            block("ConnectionClosed");
        }
    };

    private void block(String callback) {
        if (blockedCallbacks.contains(callback)) {
            inside.release();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.add(callback);
            }
        }
    }

    @AfterEach
    void end() {
        callbacks.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"onDisconnect", "RoomLeft", "ConnectionClosed", "release"})
    void interruptsWhatBlocksAfterTheEndWithinTheStopTimeout(String callback) throws Exception {
        blockedCallbacks.add(callback);
        LiveConnection connection = connect();
        connection.joinRoom("lobby");
        connection.lifecycle().closedByContainer(CloseFrame.NORMAL);
        inside.acquire();
        assertStopsIn(Duration.ofSeconds(2));
        assertThat(interrupted).containsExactly(callback);
        assertThat(blocking.calls).contains("release");
    }

    @Test
    void interruptsEachCallbackOfAConnectionInTurn() throws Exception {
        blockedCallbacks.addAll(Set.of("onDisconnect", "RoomLeft", "ConnectionClosed", "release"));
        LiveConnection connection = connect();
        connection.joinRoom("lobby");
        connection.lifecycle().closedByContainer(CloseFrame.NORMAL);
        inside.acquire();
        assertStopsIn(Duration.ofSeconds(4));
        assertThat(interrupted).containsExactly("onDisconnect", "RoomLeft", "ConnectionClosed", "release");
    }

    @Test
    void interruptsObserversOfRoomsWhoseConnectionHasLeftTheRegistryBefore() throws Exception {
        blockedCallbacks.addAll(Set.of("onDisconnect", "RoomLeft"));
        LiveConnection connection = connect();
        connection.joinRoom("lobby");
        Deployment deployment = TestDeployment.of(node, Duration.ofSeconds(2), Map.of());
        connection.lifecycle().closedByContainer(CloseFrame.NORMAL);
        inside.acquire();
        node.clock.advance(Duration.ofSeconds(5));
        deployment.checkTimeLimits();
        inside.acquire();
        deployment.stop();
        assertThat(interrupted).containsExactlyInAnyOrder("onDisconnect", "RoomLeft");
        assertThat(blocking.calls).contains("release");
    }

    @Test
    void interruptsACallbackWhoseConnectionHasLeftTheRegistryBefore() throws Exception {
        blockedCallbacks.add("onDisconnect");
        LiveConnection connection = connect();
        Deployment deployment = TestDeployment.of(node, Duration.ofSeconds(2), Map.of());
        connection.lifecycle().closedByContainer(CloseFrame.NORMAL);
        inside.acquire();
        node.clock.advance(Duration.ofSeconds(5));
        deployment.checkTimeLimits();
        Instant before = Instant.now();
        deployment.stop();
        assertThat(Duration.between(before, Instant.now()))
                .isLessThan(Duration.ofSeconds(2).plus(SLOW_MACHINE));
        assertThat(interrupted).containsExactly("onDisconnect");
        assertThat(blocking.calls).contains("release");
    }

    @Test
    void waitsForAnUpgradeUnderWayUntilItsSessionHasOpened() throws Exception {
        EndpointSpec spec = EndpointSpec.of("/chat", EndpointOptions.DEFAULTS, blocking, new RawProtocol());
        Deployment deployment =
                TestDeployment.of(node, Duration.ofSeconds(20), Map.of(PathTemplate.parse("/chat"), spec));
        UpgradeGate gate = deployment.gate();
        Verdict.Admitted admitted = (Verdict.Admitted) gate.admit(UPGRADE);
        Future<?> stop = callbacks.submit(() -> deployment.stop());
        await().until(() -> gate.admit(UPGRADE) instanceof Verdict.Refused);
        assertThat(gate.present(admitted.ticket())).isTrue();
        assertThat(gate.redeem(admitted.ticket())).isNotNull();
        assertThat(stop.isDone()).isFalse();
        gate.opened();
        stop.get(60, TimeUnit.SECONDS);
    }

    @Test
    void givesUpAnUpgradeWhoseSessionNeverOpens() {
        EndpointSpec spec = EndpointSpec.of("/chat", EndpointOptions.DEFAULTS, blocking, new RawProtocol());
        Deployment deployment =
                TestDeployment.of(node, Duration.ofSeconds(2), Map.of(PathTemplate.parse("/chat"), spec));
        assertThat(deployment.gate().admit(UPGRADE)).isInstanceOf(Verdict.Admitted.class);
        Instant before = Instant.now();
        deployment.stop();
        assertThat(Duration.between(before, Instant.now()))
                .isLessThan(Duration.ofSeconds(2).plus(SLOW_MACHINE));
    }

    private LiveConnection connect() {
        return node.connect(new FakeTransport(FakeTransport.Mode.INLINE), EndpointOptions.DEFAULTS, blocking);
    }

    private void assertStopsIn(Duration budget) {
        Deployment deployment = TestDeployment.of(node, budget, Map.of());
        Instant before = Instant.now();
        deployment.stop();
        assertThat(Duration.between(before, Instant.now())).isLessThan(budget.plus(SLOW_MACHINE));
    }
}
