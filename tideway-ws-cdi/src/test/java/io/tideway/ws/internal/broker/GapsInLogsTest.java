package io.tideway.ws.internal.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.EndpointOptions;
import io.tideway.ws.History;
import io.tideway.ws.HistoryQuery;
import io.tideway.ws.Message;
import io.tideway.ws.Recovery;
import io.tideway.ws.RoomOptions;
import io.tideway.ws.RoomPosition;
import io.tideway.ws.internal.connection.EndpointSpec;
import io.tideway.ws.internal.connection.LiveConnection;
import io.tideway.ws.internal.fixture.FakeTransport;
import io.tideway.ws.internal.fixture.RecordingHandler;
import io.tideway.ws.internal.fixture.TestNode;
import io.tideway.ws.spi.Broker;
import io.tideway.ws.spi.BrokerException;
import io.tideway.ws.spi.Channel;
import io.tideway.ws.spi.LogRetention;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Publications are missing between what a room has delivered and what arrives, and are read from the log. */
class GapsInLogsTest {
    private static final RoomOptions LOG = RoomOptions.none().history(100, Duration.ofMinutes(5));

    private Predicate<HistoryQuery> refused = query -> false;
    private final List<Runnable> reads = new ArrayList<>();
    private final List<Runnable> subscriptions = new ArrayList<>();
    private boolean holding;

    private TwoNodes nodes() {
        TwoNodes nodes = new TwoNodes(broker -> HookedBroker.around(broker, this::answer));
        nodes.options("board", LOG);
        return nodes;
    }

    /** Refuses reads; or holds back answers to reads, and subscriptions as a whole. */
    private Object answer(Broker broker, Method method, Object[] arguments) {
        boolean read = method.getName().equals("read");
        if (read && refused.test((HistoryQuery) arguments[1])) {
            return CompletableFuture.failedStage(new BrokerException("queue full"));
        }
        if (holding && read) {
            Object page = ((CompletionStage<?>) HookedBroker.pass(broker, method, arguments))
                    .toCompletableFuture()
                    .join();
            CompletableFuture<Object> done = new CompletableFuture<>();
            reads.add(() -> done.complete(page));
            return done;
        }
        if (holding && method.getName().equals("subscribe") && ((Channel) arguments[0]).kind() == Channel.Kind.ROOM) {
            CompletableFuture<Object> done = new CompletableFuture<>();
            subscriptions.add(() -> {
                Object unused = HookedBroker.pass(broker, method, arguments);
                done.complete(null);
            });
            return done;
        }
        return HookedBroker.pass(broker, method, arguments);
    }

    private static void publish(TestNode node, String text) {
        var unused = node.manager.room("board").broadcastText(text);
    }

    private static RoomPosition position(TestNode node) {
        return node.manager.room("board").position().toCompletableFuture().join();
    }

    private static Recovery join(LiveConnection connection, RoomPosition since) {
        return connection.joinRoom("board", since).toCompletableFuture().join();
    }

    @Test
    void aSubscriptionThatBecomesActiveDuringAReadIsFollowedByAnother() {
        TwoNodes nodes = nodes();
        holding = true;
        FakeTransport transport = TwoNodes.member(nodes.here, "board");
        publish(nodes.there, "between");
        holding = false;
        subscriptions.forEach(Runnable::run);
        reads.forEach(Runnable::run);
        assertThat(transport.texts()).containsExactly("between");
    }

    @Test
    void aReconnectDuringAReadIsFollowedByAnother() {
        TwoNodes nodes = nodes();
        FakeTransport transport = TwoNodes.member(nodes.here, "board");
        holding = true;
        nodes.here.memory.updates().reconnected();
        CompletionStage<?> lost = nodes.here.broker.unsubscribe(Channel.room("board"));
        publish(nodes.there, "missed");
        assertThat(lost).isCompleted();
        nodes.here.memory.updates().reconnected();
        holding = false;
        reads.forEach(Runnable::run);
        assertThat(transport.texts()).containsExactly("missed");
    }

    @Test
    void whatArrivesAfterTheFirstReadHasFailedIsDelivered() {
        TwoNodes nodes = nodes();
        refused = query -> true;
        FakeTransport transport = TwoNodes.member(nodes.here, "board");
        refused = query -> false;
        publish(nodes.there, "m0");
        publish(nodes.there, "m1");
        nodes.runFor(Duration.ofSeconds(3));
        publish(nodes.there, "m2");
        assertThat(transport.texts()).containsExactly("m0", "m1", "m2");
    }

    @Test
    void whatArrivesAfterTheFirstReadHasFailedIsDeliveredBeyondTheBoundOfWhatWaits() {
        TwoNodes nodes = nodes();
        nodes.options("board", RoomOptions.none().history(2000, Duration.ofMinutes(5)));
        refused = query -> true;
        FakeTransport transport = TwoNodes.transport();
        nodes.here
                .connect(
                        transport,
                        EndpointOptions.builder().outboundQueueMessages(5000).build(),
                        new RecordingHandler())
                .joinRoom("board");
        refused = query -> false;
        for (int i = 0; i < 1500; i++) {
            publish(nodes.there, "m" + i);
        }
        nodes.runFor(Duration.ofSeconds(3));
        assertThat(transport.texts()).hasSize(1500).startsWith("m0").endsWith("m1499");
    }

    @Test
    void aConnectionThatJoinedWhileTheFirstReadFailedGetsEverythingAfterItsPosition() {
        TwoNodes nodes = nodes();
        publish(nodes.there, "old");
        RoomPosition since = position(nodes.there);
        publish(nodes.there, "missed");
        FakeTransport transport = TwoNodes.transport();
        LiveConnection connection = nodes.here.connect(transport);
        refused = query -> query.limit() == 0;
        Recovery recovery = join(connection, since);
        refused = query -> false;
        assertThat(recovery.isRecovered()).isTrue();
        publish(nodes.there, "m0");
        publish(nodes.there, "m1");
        nodes.runFor(Duration.ofSeconds(3));
        publish(nodes.there, "m2");
        assertThat(transport.texts()).containsExactly("missed", "m0", "m1", "m2");
        assertThat(transport.closes()).isEmpty();
    }

    @Test
    void whoJoinedWithAPositionGetsNothingAfterAGapThatNoLogHas() {
        BrokenLink link = new BrokenLink();
        TwoNodes nodes = new TwoNodes(link::around);
        nodes.options("board", RoomOptions.none().history(3, Duration.ofMinutes(5)));
        publish(nodes.there, "seen");
        RoomPosition seen = position(nodes.there);
        FakeTransport transport = TwoNodes.transport();
        LiveConnection connection = nodes.here.connect(transport);
        join(connection, seen);
        link.cut();
        for (int i = 2; i <= 7; i++) {
            publish(nodes.there, "offset" + i);
        }
        link.repair();
        assertThat(transport.texts()).isEmpty();
        assertThat(transport.closes()).extracting(CloseFrame::reason).containsExactly("history lost");
        assertThat(join(nodes.there.connect(), seen).isRecovered()).isFalse();
    }

    @Test
    void whoHasJoinedTheNewLogStaysWhenTheOldOneIsFoundLost() {
        TwoNodes nodes = nodes();
        FakeTransport plain = TwoNodes.member(nodes.here, "board");
        publish(nodes.there, "old");
        RoomPosition old = position(nodes.there);
        nodes.clock.advance(Duration.ofMinutes(6)); // the log starts over, as after a restart of Redis
        FakeTransport transport = TwoNodes.transport();
        Recovery recovery = join(nodes.here.connect(transport), old);
        assertThat(recovery.isRecovered()).isFalse();
        assertThat(recovery.position().epoch()).isNotEqualTo(old.epoch());
        publish(nodes.there, "new");
        assertThat(transport.closes()).isEmpty();
        assertThat(transport.texts()).containsExactly("new");
        assertThat(plain.texts()).containsExactly("old", "new");
    }

    @Test
    void aMessageThatCannotBeEncodedForOneConnectionHoldsUpNothingBehindIt() {
        BrokenLink link = new BrokenLink();
        TwoNodes nodes = new TwoNodes(link::around);
        nodes.options("board", LOG);
        FakeTransport transport = TwoNodes.transport();
        nodes.here
                .connect(
                        transport,
                        EndpointSpec.of(
                                "/ws",
                                EndpointOptions.DEFAULTS,
                                new RecordingHandler(),
                                new ProtocolThatRefuses("bad")))
                .joinRoom("board");
        publish(nodes.there, "before");
        link.cut();
        publish(nodes.there, "bad");
        publish(nodes.there, "during");
        link.repair();
        nodes.runFor(Duration.ofSeconds(2));
        publish(nodes.there, "after");
        nodes.runFor(Duration.ofSeconds(2));
        assertThat(transport.texts()).containsExactly("before", "during", "after");
    }

    @Test
    void whatCannotBeReadIsLeftOutOfARecoveryAndOfTheHistory() {
        TwoNodes nodes = nodes();
        publish(nodes.there, "seen");
        RoomPosition seen = position(nodes.there);
        CompletionStage<?> strange =
                nodes.there.broker.append("board", new byte[] {9, 1, 2}, new LogRetention(100, Duration.ofMinutes(5)));
        publish(nodes.there, "after");
        assertThat(strange).isCompleted();
        FakeTransport transport = TwoNodes.transport();
        Recovery recovery = join(nodes.here.connect(transport), seen);
        History history = nodes.here
                .manager
                .room("board")
                .history(HistoryQuery.latest().limit(10))
                .toCompletableFuture()
                .join();
        assertThat(recovery.isRecovered()).isTrue();
        assertThat(transport.texts()).containsExactly("after");
        assertThat(history.publications())
                .extracting(publication -> publication.message())
                .containsExactlyInAnyOrder(Message.text("seen"), Message.text("after"));
    }
}
