package io.tideway.ws.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.EndpointOptions;
import io.tideway.ws.HistoryQuery;
import io.tideway.ws.Message;
import io.tideway.ws.Recovery;
import io.tideway.ws.RoomOptions;
import io.tideway.ws.RoomPosition;
import io.tideway.ws.internal.connection.LiveConnection;
import io.tideway.ws.internal.fixture.FakeTransport;
import io.tideway.ws.internal.fixture.RecordingHandler;
import io.tideway.ws.internal.fixture.TestNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Joins, leaves and publishes on many threads: every member has the log's publications, no gap, none twice. */
class LoggedRoomRaceTest {
    private static final int PUBLISHERS = 2;
    private static final int PUBLICATIONS = 1500;
    private static final int MEMBERS = 6;
    private static final int JOINS = 400;
    private static final long PATIENCE_SECONDS = 120;
    private static final EndpointOptions ROOMY =
            EndpointOptions.builder().outboundQueueMessages(100_000).build();

    private final TestNode node = new TestNode();

    @Test
    void membersThatComeAndGoHaveEveryPublicationOnceInTheOrderOfTheLog() throws Exception {
        node.roomOptions.put("board", RoomOptions.none().history(PUBLISHERS * PUBLICATIONS, Duration.ofHours(1)));
        RoomPosition beginning =
                node.manager.room("board").position().toCompletableFuture().join();
        List<List<String>> received = new ArrayList<>();
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<Future<?>> publishers = new ArrayList<>();
            for (int p = 0; p < PUBLISHERS; p++) {
                String name = "p" + p + "-";
                publishers.add(threads.submit(() -> publish(name)));
            }
            List<Future<List<String>>> members = new ArrayList<>();
            for (int m = 0; m < MEMBERS; m++) {
                Random random = new Random(m);
                members.add(threads.submit(() -> comeAndGo(beginning, random, threads)));
            }
            for (Future<?> publisher : publishers) {
                publisher.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
            for (Future<List<String>> member : members) {
                received.add(member.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
            }
        } finally {
            threads.shutdownNow();
        }
        List<String> log = log();
        assertThat(log).hasSize(PUBLISHERS * PUBLICATIONS);
        for (List<String> texts : received) {
            assertThat(texts).isEqualTo(log.subList(0, texts.size()));
        }
        assertThat(received).anySatisfy(texts -> assertThat(texts).isNotEmpty());
    }

    private void publish(String name) {
        for (int i = 0; i < PUBLICATIONS; i++) {
            node.manager.room("board").broadcastText(name + i);
            if (i % 16 == 0) {
                Thread.yield();
            }
        }
    }

    /**
     * Joins again and again from the position that it has, and returns everything that it got; another thread lets the
     * connection leave, so that the room learns of the leave while the next join begins.
     */
    private List<String> comeAndGo(RoomPosition beginning, Random random, ExecutorService threads) throws Exception {
        FakeTransport transport = new FakeTransport(FakeTransport.Mode.INLINE);
        LiveConnection connection = node.connect(transport, ROOMY, new RecordingHandler());
        AtomicBoolean over = new AtomicBoolean();
        Future<?> leaving = threads.submit(() -> {
            while (!over.get() && !Thread.currentThread().isInterrupted()) {
                for (int pauses = random.nextInt(20); pauses > 0; pauses--) {
                    Thread.yield();
                }
                connection.leaveRoom("board");
            }
        });
        RoomPosition position = beginning;
        for (int i = 0; i < JOINS; i++) {
            join(connection, position);
            while (connection.isInRoom("board") || connection.queuedMessages() > 0) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                Thread.yield();
            }
            position =
                    new RoomPosition(position.epoch(), publications(transport).size());
        }
        over.set(true);
        leaving.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return publications(transport);
    }

    private static void join(LiveConnection connection, RoomPosition position) {
        try {
            Recovery recovery = connection
                    .joinRoom("board", position, r -> Message.text("joined"))
                    .toCompletableFuture()
                    .join();
            assertThat(recovery.isRecovered()).isTrue();
        } catch (CompletionException e) {
            assertThat(e).hasMessageContaining("TIDEWAY-465"); // it has left before it was answered
        }
    }

    private static List<String> publications(FakeTransport transport) {
        return transport.texts().stream().filter(text -> !text.equals("joined")).toList();
    }

    private List<String> log() {
        return node
                .manager
                .room("board")
                .history(HistoryQuery.since(RoomPosition.NONE).limit(PUBLISHERS * PUBLICATIONS))
                .toCompletableFuture()
                .join()
                .publications()
                .stream()
                .map(publication -> ((Message.Text) publication.message()).text())
                .toList();
    }
}
