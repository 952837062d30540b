package io.tideway.ws.internal.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.HistoryQuery;
import io.tideway.ws.RoomOptions;
import io.tideway.ws.RoomPosition;
import io.tideway.ws.internal.connection.LiveConnection;
import io.tideway.ws.internal.fixture.FakeClock;
import io.tideway.ws.internal.fixture.TestNode;
import io.tideway.ws.internal.registry.LocalConnection;
import io.tideway.ws.internal.threads.Pools;
import io.tideway.ws.spi.Broker;
import io.tideway.ws.spi.LogPage;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A broker in another process answers on threads of its own, which are not to run code of the application. */
class BrokerThreadTest {
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final FakeClock clock = new FakeClock();
    private final MemoryBus bus = new MemoryBus(clock, 1_000_000);
    private final AtomicReference<CompletableFuture<Object>> late = new AtomicReference<>(); // the answer to a read
    private final CompletableFuture<Thread> observed = new CompletableFuture<>();
    private final TestNode node =
            new TestNode(clock, HookedBroker.around(bus.node(), this::answer), Pools.of(threads)) {
                @Override
                public void joined(LocalConnection connection, String room) {
                    observed.complete(Thread.currentThread());
                }
            };
    private final LiveConnection connection = node.connect();

    BrokerThreadTest() {
        node.roomOptions.put("board", RoomOptions.none().history(5, Duration.ofMinutes(5)));
        TwoNodes.start(node);
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private Object answer(Broker broker, Method method, Object[] arguments) {
        CompletableFuture<Object> held = method.getName().equals("read") ? late.getAndSet(null) : null;
        return held == null ? HookedBroker.pass(broker, method, arguments) : held;
    }

    /** Reads the log, then joins its room, as a subscription does. */
    private void readAndJoin() {
        CompletionStage<Void> unused = node.memory
                .read("board", HistoryQuery.latest(), Integer.MAX_VALUE)
                .thenAccept(history -> connection.joinRoom("board"));
    }

    @Test
    void whatFollowsALateReadRunsOnAnotherThread() throws Exception {
        CompletableFuture<Object> answer = new CompletableFuture<>();
        late.set(answer);
        readAndJoin();
        Thread broker = new Thread(() -> answer.complete(new LogPage(RoomPosition.NONE, List.of())), "broker");
        broker.start();
        assertThat(observed.get(60, TimeUnit.SECONDS)).isNotSameAs(broker);
    }

    @Test
    void whatFollowsAReadThatIsCompleteRunsAtOnce() {
        readAndJoin();
        assertThat(observed).isCompletedWithValue(Thread.currentThread());
    }
}
