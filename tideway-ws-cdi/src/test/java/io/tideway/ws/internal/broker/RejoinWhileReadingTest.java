package io.tideway.ws.internal.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.Message;
import io.tideway.ws.Recovery;
import io.tideway.ws.RoomOptions;
import io.tideway.ws.RoomPosition;
import io.tideway.ws.internal.connection.LiveConnection;
import io.tideway.ws.internal.fixture.FakeTransport;
import io.tideway.ws.spi.Broker;
import io.tideway.ws.spi.LogPage;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** A client leaves a room and joins it again while the broker reads the log for its first join. */
class RejoinWhileReadingTest {
    private final List<Runnable> reads = new ArrayList<>();
    private final TwoNodes nodes = new TwoNodes(broker -> HookedBroker.around(broker, this::answer));
    private final FakeTransport transport = TwoNodes.transport();
    private final LiveConnection connection = nodes.here.connect(transport);

    private Object answer(Broker broker, Method method, Object[] arguments) {
        if (!method.getName().equals("read")) {
            return HookedBroker.pass(broker, method, arguments);
        }
        CompletableFuture<LogPage> later = new CompletableFuture<>();
        reads.add(() -> read(broker, method, arguments).thenAccept(later::complete));
        return later;
    }

    @SuppressWarnings("unchecked")
    private static CompletionStage<LogPage> read(Broker broker, Method method, Object[] arguments) {
        return (CompletionStage<LogPage>) HookedBroker.pass(broker, method, arguments);
    }

    @Test
    void theSecondJoinIsToldOnceItIsAnswered() {
        nodes.options(
                "board", RoomOptions.none().history(2000, Duration.ofMinutes(5)).joinLeave());
        CompletionStage<Recovery> first =
                connection.joinRoom("board", RoomPosition.NONE, recovery -> Message.text("first"));
        connection.leaveRoom("board");
        List<String> toldBefore = new ArrayList<>();
        CompletionStage<Recovery> second = connection.joinRoom("board", RoomPosition.NONE, recovery -> {
            toldBefore.addAll(nodes.here.roomEvents);
            return Message.text("second");
        });
        while (!reads.isEmpty()) {
            reads.remove(0).run();
        }
        assertThat(first).isCompletedExceptionally();
        assertThat(second).isCompleted();
        assertThat(transport.texts()).containsExactly("second");
        assertThat(toldBefore).isEmpty();
        assertThat(nodes.here.roomEvents).containsExactly("joined board");
    }
}
