package io.tideway.ws.internal.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Connection;
import io.tideway.ws.EndpointOptions;
import io.tideway.ws.internal.connection.LiveConnection;
import io.tideway.ws.internal.fixture.FakeTransport;
import io.tideway.ws.internal.fixture.RecordingHandler;
import io.tideway.ws.internal.fixture.TestNode;
import io.tideway.ws.internal.invoke.JsonCodec;
import io.tideway.ws.internal.invoke.ServerTransactions;
import io.tideway.ws.internal.registry.Peer;
import io.tideway.ws.internal.threads.Threads;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeploymentStopTest {
    private final ExecutorService callbacks = Executors.newCachedThreadPool();
    private final TestNode node = new TestNode(callbacks);
    private final CountDownLatch inside = new CountDownLatch(1);
    private final RecordingHandler blocking = new RecordingHandler() {
        @Override
        public void disconnect(Connection connection, CloseFrame reason) throws Exception {
            inside.countDown();
            try {
                new CountDownLatch(1).await();
            } finally {
                calls.add("left");
            }
        }
    };

    @AfterEach
    void end() {
        callbacks.shutdownNow();
    }

    private Deployment deployment(Duration stopTimeout) {
        JsonCodec codec = new JsonCodec(getClass().getClassLoader());
        return new Deployment(
                node.node, Map.of(), Set.of(), codec, new Threads(), new ServerTransactions(), stopTimeout, () -> {});
    }

    @Test
    void interruptsACallbackThatBlocksWithinTheStopTimeout() throws Exception {
        LiveConnection connection = connect();
        connection.lifecycle().closedByContainer(CloseFrame.NORMAL);
        inside.await();
        assertStopsIn(Duration.ofSeconds(2));
        assertThat(blocking.calls).contains("left", "release");
    }

    @Test
    void interruptsACallbackWhoseConnectionHasLeftTheRegistryBefore() throws Exception {
        LiveConnection connection = connect();
        Deployment deployment = deployment(Duration.ofSeconds(2));
        connection.lifecycle().closedByContainer(CloseFrame.NORMAL);
        inside.await();
        node.clock.advance(Duration.ofSeconds(5));
        deployment.sweep();
        Instant before = Instant.now();
        deployment.stop();
        assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(2));
        assertThat(blocking.calls).contains("left", "release");
    }

    @Test
    void interruptsAnObserverOfALeftRoomThatBlocks() throws Exception {
        assertStopInterrupts(new TestNode(callbacks) {
            @Override
            public void left(Peer peer, String room) {
                block();
            }
        });
    }

    @Test
    void interruptsAnObserverOfTheEndThatBlocks() throws Exception {
        assertStopInterrupts(new TestNode(callbacks) {
            @Override
            public void closed(Connection connection, CloseFrame reason) {
                block();
            }
        });
    }

    @Test
    void interruptsTheDestructionOfBeansThatBlocks() throws Exception {
        RecordingHandler destroying = new RecordingHandler() {
            @Override
            public void release(Connection connection) {
                block();
                calls.add("released");
            }
        };
        LiveConnection connection =
                node.connect(new FakeTransport(FakeTransport.Mode.INLINE), EndpointOptions.DEFAULTS, destroying);
        connection.lifecycle().closedByContainer(CloseFrame.NORMAL);
        inside.await();
        assertStopsIn(Duration.ofSeconds(2));
        assertThat(destroying.calls).contains("released");
    }

    private void assertStopInterrupts(TestNode observed) throws InterruptedException {
        LiveConnection connection = observed.connect();
        connection.joinRoom("lobby");
        connection.lifecycle().closedByContainer(CloseFrame.NORMAL);
        inside.await();
        Deployment deployment = new Deployment(
                observed.node,
                Map.of(),
                Set.of(),
                new JsonCodec(getClass().getClassLoader()),
                new Threads(),
                new ServerTransactions(),
                Duration.ofSeconds(2),
                () -> {});
        Instant before = Instant.now();
        deployment.stop();
        assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(2));
        assertThat(observed.registry.unreleased()).isEmpty();
    }

    private void block() {
        inside.countDown();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException interrupted) {
            // as the stop does
        }
    }

    private LiveConnection connect() {
        return node.connect(new FakeTransport(FakeTransport.Mode.INLINE), EndpointOptions.DEFAULTS, blocking);
    }

    private void assertStopsIn(Duration budget) {
        Deployment deployment = deployment(budget);
        Instant before = Instant.now();
        deployment.stop();
        assertThat(Duration.between(before, Instant.now())).isLessThan(budget);
    }
}
