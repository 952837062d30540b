package io.tideway.ws.internal.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tideway.ws.HistoryQuery;
import io.tideway.ws.Message;
import io.tideway.ws.Recovery;
import io.tideway.ws.RoomOptions;
import io.tideway.ws.RoomPosition;
import io.tideway.ws.internal.connection.LiveConnection;
import io.tideway.ws.internal.fixture.FakeClock;
import io.tideway.ws.internal.fixture.FakeTransport;
import io.tideway.ws.internal.fixture.TestNode;
import io.tideway.ws.internal.threads.Pools;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients move between two nodes, while both publish, and nodes lose and get back their subscriptions. */
class RecoveryBetweenNodesRaceTest {
    private static final int PUBLICATIONS = 4000;
    private static final int PUBLICATIONS_PER_VISIT = 3;
    private static final int CLIENTS = 3; // so few that a node often has none of them

    private final FakeClock clock = new FakeClock();
    private final MemoryBus bus = new MemoryBus(clock, 100_000_000);
    private final EventLoopBroker loopHere = new EventLoopBroker();
    private final EventLoopBroker loopThere = new EventLoopBroker();
    private final Semaphore visits = new Semaphore(0);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final TestNode here = new TestNode(clock, loopHere.around(bus.node()), Pools.of(threads));
    private final TestNode there = new TestNode(clock, loopThere.around(bus.node()), Pools.of(threads));

    @AfterEach
    void end() {
        threads.shutdownNow();
        loopHere.close();
        loopThere.close();
    }

    /** Comes back as a client again and again, to either node, with the position that it has. */
    private final class Client {
        private final List<String> received = new ArrayList<>();
        private RoomPosition position;

        Client(RoomPosition position) {
            this.position = position;
        }

        void visit() throws Exception {
            FakeTransport transport = TwoNodes.transport();
            LiveConnection connection = (ThreadLocalRandom.current().nextBoolean() ? here : there).connect(transport);
            Recovery recovery =
                    connection.joinRoom("board", position).toCompletableFuture().get(60, TimeUnit.SECONDS);
            assertThat(recovery.isRecovered()).isTrue();
            for (int turns = ThreadLocalRandom.current().nextInt(200); turns > 0; turns--) {
                Thread.yield();
            }
            connection.leaveRoom("board");
            List<String> texts = transport.texts();
            received.addAll(texts);
            position = new RoomPosition(position.epoch(), position.offset() + texts.size());
            visits.release(PUBLICATIONS_PER_VISIT);
        }
    }

    @Test
    void eachClientGetsEachPublicationOnceInOneOrder() throws Exception {
        for (TestNode node : List.of(here, there)) {
            node.roomOptions.put("board", RoomOptions.none().history(PUBLICATIONS * 2, Duration.ofDays(300)));
            TwoNodes.start(node);
        }
        RoomPosition start =
                here.manager.room("board").position().toCompletableFuture().get(60, TimeUnit.SECONDS);
        AtomicBoolean over = new AtomicBoolean();
        List<CompletableFuture<Void>> publishers = List.of(publisher(here, "here"), publisher(there, "there"));
        CompletableFuture<Void> upkeep = run(() -> {
            while (!over.get()) {
                clock.advance(Duration.ofSeconds(1));
                here.upkeep();
                there.upkeep();
                Thread.yield();
            }
        });
        List<Client> clients = new ArrayList<>();
        List<CompletableFuture<Void>> running = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            Client client = new Client(start);
            clients.add(client);
            running.add(run(() -> {
                while (!over.get()) {
                    client.visit();
                }
            }));
        }
        for (CompletableFuture<Void> publisher : publishers) {
            publisher.get(60, TimeUnit.SECONDS);
        }
        await().until(() -> offset() == PUBLICATIONS);
        over.set(true);
        for (CompletableFuture<Void> visit : running) {
            visit.get(60, TimeUnit.SECONDS);
        }
        upkeep.get(60, TimeUnit.SECONDS);
        List<String> log = log();
        for (Client client : clients) {
            client.visit(); // for what came last
            int at = difference(client.received, log);
            assertThat(around(at, client.received))
                    .as("from publication %s", at)
                    .isEqualTo(around(at, log));
        }
    }

    /** Finds where two lists differ first; they are too long to be shown. */
    private static int difference(List<String> one, List<String> other) {
        int at = 0;
        while (at < one.size() && at < other.size() && one.get(at).equals(other.get(at))) {
            at++;
        }
        return at;
    }

    private static List<String> around(int at, List<String> all) {
        return all.subList(Math.max(0, at - 5), Math.min(all.size(), at + 10));
    }

    private CompletableFuture<Void> publisher(TestNode node, String name) {
        return run(() -> {
            for (int i = 0; i < PUBLICATIONS / 2; i++) {
                assertThat(visits.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
                node.manager.room("board").broadcastText(name + i);
            }
        });
    }

    private interface Task {
        void run() throws Exception;
    }

    private CompletableFuture<Void> run(Task task) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        task.run();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                },
                threads);
    }

    private long offset() {
        return here.manager
                .room("board")
                .position()
                .toCompletableFuture()
                .join()
                .offset();
    }

    private List<String> log() {
        return here
                .manager
                .room("board")
                .history(HistoryQuery.since(new RoomPosition(
                                here.manager
                                        .room("board")
                                        .position()
                                        .toCompletableFuture()
                                        .join()
                                        .epoch(),
                                0))
                        .limit(PUBLICATIONS * 2))
                .toCompletableFuture()
                .join()
                .publications()
                .stream()
                .map(publication -> ((Message.Text) publication.message()).text())
                .toList();
    }
}
