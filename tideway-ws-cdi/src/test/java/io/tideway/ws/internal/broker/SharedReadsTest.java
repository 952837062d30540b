package io.tideway.ws.internal.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.HistoryQuery;
import io.tideway.ws.Recovery;
import io.tideway.ws.RoomOptions;
import io.tideway.ws.RoomPosition;
import io.tideway.ws.internal.fixture.FakeTransport;
import io.tideway.ws.spi.Broker;
import io.tideway.ws.spi.BrokerException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients that join a room while its log is read for another one share the next read. */
class SharedReadsTest {
    private final Deque<Runnable> answers = new ArrayDeque<>(); // to the reads of joins
    private final TwoNodes nodes = new TwoNodes(broker -> HookedBroker.around(broker, this::late));
    private final List<String> published = new ArrayList<>();
    private RoomPosition end = RoomPosition.NONE;
    private int reads; // of joins
    private boolean failing;

    @BeforeEach
    void keepALog() {
        nodes.options("board", RoomOptions.none().history(100, Duration.ofMinutes(5)));
        publish(5);
        TwoNodes.member(nodes.here, "board"); // so that the room has made its own reads
        answerAll();
        reads = 0;
        end = nodes.there.manager.room("board").position().toCompletableFuture().join();
    }

    /** Carries out the reads of joins at once, and answers them when the test says so. */
    private Object late(Broker broker, Method method, Object[] arguments) {
        boolean ofJoin = method.getName().equals("read") && ((HistoryQuery) arguments[1]).limit() != 0;
        if (!ofJoin) {
            return HookedBroker.pass(broker, method, arguments);
        }
        reads++;
        CompletionStage<?> page = failing
                ? CompletableFuture.failedStage(new BrokerException("cut off"))
                : (CompletionStage<?>) HookedBroker.pass(broker, method, arguments);
        CompletableFuture<Object> answer = new CompletableFuture<>();
        answers.add(() -> page.whenComplete((value, failure) -> {
            if (failure == null) {
                answer.complete(value);
            } else {
                answer.completeExceptionally(failure);
            }
        }));
        return answer;
    }

    private void publish(int count) {
        for (int i = 0; i < count; i++) {
            published.add("m" + (published.size() + 1));
            nodes.there.manager.room("board").broadcastText(published.get(published.size() - 1));
        }
    }

    private RoomPosition position(long offset) {
        return new RoomPosition(end.epoch(), offset);
    }

    private CompletableFuture<Recovery> join(FakeTransport transport, RoomPosition since) {
        return nodes.here.connect(transport).joinRoom("board", since).toCompletableFuture();
    }

    private CompletableFuture<Recovery> join(RoomPosition since) {
        return join(TwoNodes.transport(), since);
    }

    private void answerAll() {
        while (!answers.isEmpty()) {
            answers.remove().run();
        }
    }

    @Test
    void eachGetsWhatItMissedFromOneRead() {
        Map<Integer, FakeTransport> transports = new TreeMap<>();
        join(position(3));
        for (int offset = 0; offset <= 5; offset++) {
            transports.put(offset, TwoNodes.transport());
            assertThat(join(transports.get(offset), position(offset))).isNotDone();
            join(position(offset));
        }
        assertThat(reads).isEqualTo(1);
        answerAll();
        assertThat(reads).isEqualTo(2);
        transports.forEach(
                (offset, transport) -> assertThat(transport.texts()).isEqualTo(published.subList(offset, 5)));
        assertThat(nodes.here.manager.metrics().recoveries()).isEqualTo(13);
    }

    @Test
    void aJoinRecoversWhatWasPublishedBeforeItDuringAnotherRead() {
        join(position(3));
        publish(1);
        FakeTransport transport = TwoNodes.transport();
        CompletableFuture<Recovery> later = join(transport, position(3));
        publish(1);
        answerAll();
        publish(1);
        assertThat(later.join().position().offset()).isGreaterThanOrEqualTo(6);
        assertThat(transport.texts()).isEqualTo(published.subList(3, 8));
    }

    @Test
    void whatIsPublishedDuringTheirReadsReachesAllOfThemOnce() {
        List<FakeTransport> transports = new ArrayList<>();
        for (int round = 0; round < 4; round++) {
            for (int i = 0; i < 3; i++) {
                transports.add(TwoNodes.transport());
                join(transports.get(transports.size() - 1), position(2));
                publish(1);
            }
            answers.remove().run();
        }
        answerAll();
        publish(1);
        assertThat(transports).allSatisfy(each -> assertThat(each.texts()).isEqualTo(published.subList(2, 18)));
    }

    @Test
    void aPositionOfAnotherLogIsReadApart() {
        CompletableFuture<Recovery> first = join(position(3));
        CompletableFuture<Recovery> foreign = join(new RoomPosition("other", 1));
        CompletableFuture<Recovery> beyond = join(position(9));
        assertThat(reads).isEqualTo(2);
        answerAll();
        assertThat(first.join().isRecovered()).isTrue();
        assertThat(foreign.join().isRecovered()).isFalse();
        assertThat(beyond.join().isRecovered()).isFalse();
    }

    @Test
    void aReadThatFailsIsThatOfTheJoinsThatWaitForIt() {
        CompletableFuture<Recovery> first = join(position(3));
        CompletableFuture<Recovery> second = join(position(3));
        CompletableFuture<Recovery> third = join(position(4));
        failing = true;
        answers.remove().run();
        failing = false;
        CompletableFuture<Recovery> fourth = join(position(3));
        answerAll();
        assertThat(first).isCompleted();
        assertThat(second).isCompletedExceptionally();
        assertThat(third).isCompletedExceptionally();
        assertThat(fourth).isCompleted();
        assertThat(reads).isEqualTo(3);
    }

    @Test
    void withoutAReadUnderWayAJoinHasItsOwn() {
        join(position(3));
        answerAll();
        assertThat(join(position(3))).isNotDone();
        assertThat(reads).isEqualTo(2);
        answerAll();
        join(position(3));
        assertThat(reads).isEqualTo(3);
    }
}
