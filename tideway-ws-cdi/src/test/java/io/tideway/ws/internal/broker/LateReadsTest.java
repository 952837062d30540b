package io.tideway.ws.internal.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.HistoryQuery;
import io.tideway.ws.RoomOptions;
import io.tideway.ws.RoomPosition;
import io.tideway.ws.internal.connection.LiveConnection;
import io.tideway.ws.internal.fixture.FakeTransport;
import io.tideway.ws.spi.Broker;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The reads of a log that a first member causes, its room's and its own, are answered in any order. */
class LateReadsTest {
    private final Deque<Runnable> roomsReads = new ArrayDeque<>();
    private final Deque<Runnable> joinsReads = new ArrayDeque<>();
    private final TwoNodes nodes = new TwoNodes(this::late);
    private final FakeTransport transport = TwoNodes.transport();
    private final LiveConnection connection = nodes.here.connect(transport);
    private RoomPosition position = RoomPosition.NONE;
    private boolean holding;
    private CompletableFuture<Void> reads = CompletableFuture.completedFuture(null); // not before this, unless held

    @BeforeEach
    void keepALog() {
        nodes.options("board", RoomOptions.none().history(100, Duration.ofMinutes(5)));
        publish("before");
        position = nodes.there
                .manager
                .room("board")
                .position()
                .toCompletableFuture()
                .join();
        publish("missed");
        holding = true;
    }

    /** Carries out the reads of a room's end when they are answered, and those of a join at once. */
    private Broker late(Broker broker) {
        return (Broker) Proxy.newProxyInstance(
                Broker.class.getClassLoader(), new Class<?>[] {Broker.class}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("read")) {
                        return call(broker, method, arguments);
                    }
                    if (!holding) {
                        return reads.thenCompose(may -> call(broker, method, arguments));
                    }
                    CompletableFuture<Object> done = new CompletableFuture<>();
                    if (((HistoryQuery) arguments[1]).limit() == 0) {
                        roomsReads.add(() -> done.complete(call(broker, method, arguments)
                                .toCompletableFuture()
                                .join()));
                    } else {
                        Object page = call(broker, method, arguments)
                                .toCompletableFuture()
                                .join();
                        joinsReads.add(() -> done.complete(page));
                    }
                    return done;
                });
    }

    private static CompletionStage<?> call(Broker broker, Method method, Object[] arguments) {
        try {
            return (CompletionStage<?>) method.invoke(broker, arguments);
        } catch (InvocationTargetException | IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private void publish(String text) {
        nodes.there.manager.room("board").broadcastText(text);
    }

    private void answerAll() {
        while (!roomsReads.isEmpty() || !joinsReads.isEmpty()) {
            answer(roomsReads);
            answer(joinsReads);
        }
    }

    private static void answer(Deque<Runnable> reads) {
        Runnable read = reads.poll();
        if (read != null) {
            read.run();
        }
    }

    @Test
    void whatIsPublishedBeforeTheRoomKnowsItsEndReachesAJoinThatWasReadEarlier() {
        connection.joinRoom("board", position);
        publish("between");
        answer(roomsReads);
        publish("live");
        answerAll();
        assertThat(transport.texts()).containsExactly("missed", "between", "live");
    }

    @Test
    void aRoomThatIsNoLongerUsedDeliversNothingThatItReadsLate() {
        connection.joinRoom("board");
        answerAll();
        holding = false;
        CompletableFuture<Void> mayRead = new CompletableFuture<>();
        reads = mayRead;
        nodes.here.memory.updates().subscribed("board");
        reads = CompletableFuture.completedFuture(null);
        connection.leaveRoom("board");
        nodes.runFor(Duration.ofSeconds(2)); // forgets the room
        RoomPosition end = nodes.there
                .manager
                .room("board")
                .position()
                .toCompletableFuture()
                .join();
        publish("new");
        connection.joinRoom("board", end);
        mayRead.complete(null);
        assertThat(transport.texts()).containsExactly("new");
    }

    @Test
    void whatIsPublishedAfterAJoinWentLiveReachesItBeforeTheRoomKnowsItsEnd() {
        connection.joinRoom("board", position);
        answer(joinsReads);
        publish("between");
        answerAll();
        publish("live");
        answerAll();
        assertThat(transport.texts()).containsExactly("missed", "between", "live");
    }
}
