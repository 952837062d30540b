package io.tideway.ws.internal.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tideway.ws.Cluster;
import io.tideway.ws.EndpointOptions;
import io.tideway.ws.RoomOptions;
import io.tideway.ws.Target;
import io.tideway.ws.internal.connection.LiveConnection;
import io.tideway.ws.internal.fixture.FakeClock;
import io.tideway.ws.internal.fixture.FakeTransport;
import io.tideway.ws.internal.fixture.RecordingHandler;
import io.tideway.ws.internal.fixture.TestNode;
import io.tideway.ws.internal.registry.LocalConnection;
import io.tideway.ws.internal.threads.Pools;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OrderBetweenNodesTest {
    private final FakeClock clock = new FakeClock();
    private final MemoryBus bus = new MemoryBus(clock, 1_000_000);
    private final EventLoopBroker loop = new EventLoopBroker();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch blocked = new CountDownLatch(1);
    private final TestNode here = new TestNode(clock, bus.node());
    private final TestNode there = new TestNode(clock, loop.around(bus.node()), Pools.of(threads)) {
        @Override
        public void joined(LocalConnection connection, String room) {
            if (room.equals("slow")) {
                block();
            }
        }

        @Override
        protected RoomOptions optionsOf(String room) {
            if (room.equals("slow policy")) {
                block();
            }
            return super.optionsOf(room);
        }
    };
    private final FakeTransport transport = TwoNodes.transport();
    private final LiveConnection far = there.connect(
            transport,
            EndpointOptions.DEFAULTS.toBuilder().outboundQueueMessages(10_000).build(),
            new RecordingHandler());

    private void block() {
        try {
            blocked.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @BeforeEach
    void start() {
        TwoNodes.start(here);
        TwoNodes.start(there);
        await().until(() -> there.manager.cluster().state() == Cluster.State.CONNECTED);
        await().until(() ->
                here.manager.cluster().nodes().toCompletableFuture().join().size() == 2);
    }

    @AfterEach
    void end() {
        blocked.countDown();
        threads.shutdownNow();
        loop.close();
    }

    @Test
    void whatOneNodePublishesToSeveralChannelsArrivesInItsOrder() {
        far.setUserId("ann");
        far.joinRoom("lobby");
        await().until(() -> {
            here.manager.room("lobby").broadcastText("ready");
            here.manager.to(Target.user("ann")).broadcastText("ready");
            return transport.texts().size() > 1;
        });
        here.manager.broadcastText("begin");
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            here.manager.broadcastText("all" + i);
            here.manager.room("lobby").broadcastText("room" + i);
            here.manager.to(Target.user("ann")).broadcastText("user" + i);
            here.manager.to(Target.connection(far.id())).broadcastText("connection" + i);
            expected.addAll(List.of("all" + i, "room" + i, "user" + i, "connection" + i));
        }
        await().until(() -> transport.texts().contains("connection499"));
        List<String> texts = transport.texts();
        assertThat(texts.subList(texts.indexOf("begin") + 1, texts.size())).isEqualTo(expected);
    }

    @Test
    void anObserverThatBlocksDoesNotHoldUpMessages() {
        here.manager.to(Target.connection(far.id())).joinRoom("slow");
        here.manager.broadcastText("x");
        await().until(() -> transport.texts().contains("x"));
        assertThat(far.isInRoom("slow")).isTrue();
    }

    @Test
    void aRoomPolicyThatBlocksDoesNotHoldUpMessages() {
        here.manager.to(Target.connection(far.id())).joinRoom("slow policy");
        here.manager.broadcastText("x");
        await().until(() -> transport.texts().contains("x"));
        assertThat(far.isInRoom("slow policy")).isTrue();
    }

    @Test
    void aRoomPolicyThatBlocksDoesNotHoldUpALeave() {
        here.manager.to(Target.connection(far.id())).joinRoom("slow policy");
        here.manager.to(Target.connection(far.id())).leaveRoom("slow policy");
        here.manager.broadcastText("x");
        await().until(() -> transport.texts().contains("x"));
        assertThat(far.isInRoom("slow policy")).isFalse();
    }
}
