package io.tideway.ws.internal.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tideway.ws.MemberJoined;
import io.tideway.ws.RoomOptions;
import io.tideway.ws.RoomPosition;
import io.tideway.ws.internal.connection.LiveConnection;
import io.tideway.ws.internal.fixture.FakeClock;
import io.tideway.ws.internal.fixture.FakeTransport;
import io.tideway.ws.internal.fixture.TestNode;
import io.tideway.ws.internal.threads.Pools;
import io.tideway.ws.internal.threads.Threads;
import io.tideway.ws.spi.Broker;
import io.tideway.ws.spi.Channel;
import io.tideway.ws.spi.LogRetention;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class InboundTest {
    private static final int ROOMS = 300; // more than there are threads for observers

    private final FakeClock clock = new FakeClock();
    private final MemoryBus bus = new MemoryBus(clock, 1_000_000);

    @Test
    void observersThatBlockHoldUpNoMessages() {
        Threads threads = new Threads();
        ObservingNode there = new ObservingNode(clock, bus.node(), threads.pools());
        TestNode here = new TestNode(clock, bus.node());
        TwoNodes.start(here);
        TwoNodes.start(there);
        FakeTransport transport = TwoNodes.transport();
        there.connect(transport);
        for (int i = 0; i < ROOMS; i++) {
            here.roomOptions.put("r" + i, RoomOptions.none().joinLeave());
            there.roomOptions.put("r" + i, RoomOptions.none().joinLeave());
            there.connect().joinRoom("r" + i);
        }
        there.blocking = true;
        for (int i = 0; i < ROOMS; i++) {
            here.connect().joinRoom("r" + i);
        }
        try {
            await().atMost(Duration.ofMinutes(1)).until(() -> there.blocked.get() >= 256);
            here.manager.broadcastText("x");
            await().atMost(Duration.ofMinutes(1)).until(() -> transport.texts().contains("x"));
        } finally {
            there.end.countDown();
            threads.stop(Duration.ofSeconds(10));
        }
    }

    /** Has observers that do not return. */
    private static final class ObservingNode extends TestNode {
        private final CountDownLatch end = new CountDownLatch(1);
        private final AtomicInteger blocked = new AtomicInteger();
        private volatile boolean blocking;

        ObservingNode(FakeClock clock, Broker broker, Pools pools) {
            super(clock, broker, pools);
        }

        @Override
        public void joined(MemberJoined event) {
            if (blocking) {
                blocked.incrementAndGet();
                try {
                    end.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    @Test
    void whatIsAppendedBeyondTheBoundIsReadOnce() {
        AtomicInteger reads = new AtomicInteger();
        Queue<Runnable> tasks = new ArrayDeque<>();
        boolean[] holding = {false};
        Broker counting = HookedBroker.around(bus.node(), (broker, method, arguments) -> {
            if (method.getName().equals("read")) {
                reads.incrementAndGet();
            }
            return method.getName().equals("subscribe") // since the test brings what is appended
                    ? CompletableFuture.completedStage(null)
                    : HookedBroker.pass(broker, method, arguments);
        });
        Pools pools = Pools.of(task -> {
            if (holding[0]) {
                tasks.add(task);
            } else {
                task.run();
            }
        });
        TestNode node = new TestNode(clock, counting, pools);
        node.roomOptions.put("board", RoomOptions.none().history(100, Duration.ofMinutes(5)));
        TwoNodes.start(node);
        LiveConnection member = node.connect();
        member.joinRoom("board");
        member.leaveRoom("board"); // the room goes on until upkeep
        LogRetention retention = new LogRetention(100, Duration.ofMinutes(5));
        byte[] large = new byte[1 << 20];
        large[0] = 2; // binary data
        holding[0] = true;
        reads.set(0);
        for (int i = 1; i <= 20_000; i++) {
            byte[] small = {2, 1};
            RoomPosition position = node.broker
                    .append("board", small, retention)
                    .toCompletableFuture()
                    .join();
            TwoNodes.link(node).appended("board", position, i <= 64 ? large : small);
        }
        holding[0] = false;
        tasks.forEach(Runnable::run);
        assertThat(reads.get()).isBetween(1, 5);
    }

    @Test
    void whatHasNoDataCountsTooWhileItWaits() {
        ChannelOrder order = new ChannelOrder(task -> {}, 10_000);
        int waiting = 0;
        while (order.run(Channel.EVERYONE, 0, () -> {})) {
            waiting++;
        }
        assertThat(waiting).isBetween(1, 1000);
    }
}
