package io.tideway.ws.internal.connection;

import static io.tideway.ws.internal.fixture.FakeTransport.Mode.INLINE;
import static io.tideway.ws.internal.fixture.FakeTransport.Mode.ON_DEMAND;
import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Connection;
import io.tideway.ws.EndpointOptions;
import io.tideway.ws.Message;
import io.tideway.ws.internal.fixture.FakeTransport;
import io.tideway.ws.internal.fixture.RecordingHandler;
import io.tideway.ws.internal.fixture.TestNode;
import io.tideway.ws.internal.outbound.Payload;
import io.tideway.ws.internal.threads.Pools;
import io.tideway.ws.internal.threads.ReliableExecutor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TimeLimitsTest {
    private final TestNode node = new TestNode();
    private final RecordingHandler handler = new RecordingHandler();
    private final FakeTransport transport = new FakeTransport(INLINE);

    @Test
    void aSilentClientIsEndedWithOnDisconnect() {
        LiveConnection connection = node.connect(transport, EndpointOptions.DEFAULTS, handler);
        node.clock.advance(Duration.ofSeconds(30));
        node.watchdog.run();
        assertThat(transport.kinds()).containsExactly(Payload.Kind.PING);
        connection.lifecycle().seen();
        node.runFor(Duration.ofSeconds(60));
        assertThat(connection.isOpen()).isTrue();
        node.runFor(Duration.ofSeconds(2));
        assertThat(handler.calls).contains("disconnect 1006 rooms []");
        assertThat(transport.abortedWith()).containsExactly(CloseFrame.ABNORMAL.withReason("heartbeat timeout"));
        assertThat(node.manager.metrics().heartbeatTimeouts()).isEqualTo(1);
        assertThat(node.manager.connectionCount()).isZero();
    }

    @Test
    void clientsThatHaveConnectedTogetherAreNotPingedTogether() {
        List<FakeTransport> transports =
                Stream.generate(() -> new FakeTransport(INLINE)).limit(200).toList();
        transports.forEach(one -> node.connect(one, EndpointOptions.DEFAULTS, handler));
        node.runFor(Duration.ofSeconds(14));
        assertThat(transports).allMatch(one -> one.count() == 0);
        int most = 0;
        int before = 0;
        for (int second = 0; second < 17; second++) {
            node.runFor(Duration.ofSeconds(1));
            int pinged = transports.stream().mapToInt(FakeTransport::count).sum();
            most = Math.max(most, pinged - before);
            before = pinged;
        }
        assertThat(before).isEqualTo(200);
        assertThat(most).isLessThan(60); // of 13 expected
    }

    @Test
    void silenceCountsOnlyAfterAPingWasWritten() {
        Queue<Runnable> busy = new ArrayDeque<>();
        TestNode late = new TestNode(withUpkeep(busy::add));
        LiveConnection connection = late.connect(transport, EndpointOptions.DEFAULTS, handler);
        late.runFor(Duration.ofMinutes(10));
        assertThat(connection.isOpen()).isTrue();
        busy.remove().run();
        late.runFor(Duration.ofSeconds(29));
        assertThat(connection.isOpen()).isTrue();
        late.runFor(Duration.ofSeconds(3));
        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void aPingIsSentOnThreadsOfUpkeepOnly() {
        Queue<Runnable> upkeep = new ArrayDeque<>();
        Queue<Runnable> elsewhere = new ArrayDeque<>();
        ReliableExecutor others = ReliableExecutor.of(elsewhere::add);
        TestNode late = new TestNode(new Pools(
                ReliableExecutor.of(upkeep::add), others, others, others, others, others, dispatch -> others));
        FakeTransport broadcasting = new FakeTransport(INLINE, Integer.MAX_VALUE, elsewhere::add);
        late.connect(broadcasting, EndpointOptions.DEFAULTS, handler);
        elsewhere.clear();
        late.runFor(Duration.ofSeconds(31));
        assertThat(broadcasting.kinds()).isEmpty();
        List.copyOf(upkeep).forEach(Runnable::run);
        assertThat(broadcasting.kinds()).containsExactly(Payload.Kind.PING);
        assertThat(elsewhere).isEmpty();
    }

    @Test
    void silenceCountsOnlyAfterAPingHasLeftTheQueue() {
        FakeTransport stuck = new FakeTransport(ON_DEMAND);
        EndpointOptions patient =
                EndpointOptions.builder().sendTimeout(Duration.ofMinutes(10)).build();
        LiveConnection connection = node.connect(stuck, patient, handler);
        connection.sendText("under way");
        node.runFor(Duration.ofMinutes(5));
        assertThat(connection.isOpen()).isTrue();
        stuck.completeAll();
        node.runFor(Duration.ofSeconds(32));
        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void oneWaitingPingIsEnough() {
        Queue<Runnable> busy = new ArrayDeque<>();
        TestNode late = new TestNode(withUpkeep(busy::add));
        late.connect(transport, EndpointOptions.DEFAULTS, handler);
        late.runFor(Duration.ofMinutes(10));
        assertThat(busy).hasSize(1);
    }

    @Test
    void aHeartbeatOfZeroIsNone() {
        EndpointOptions off =
                EndpointOptions.builder().heartbeatInterval(Duration.ZERO).build();
        LiveConnection connection = node.connect(transport, off, handler);
        node.clock.advance(Duration.ofDays(2));
        node.watchdog.run();
        assertThat(connection.isOpen()).isTrue();
        assertThat(transport.count()).isZero();
    }

    @Test
    void aHandlerThatHoldsUpReadingIsNotTakenForALostClient() {
        RecordingHandler slow = new RecordingHandler() {
            @Override
            public void onMessage(Connection connection, Message message) {
                node.clock.advance(Duration.ofMinutes(5));
                node.watchdog.run();
            }
        };
        LiveConnection connection = node.connect(transport, EndpointOptions.DEFAULTS, slow);
        connection.lifecycle().received(Message.text("work"));
        node.watchdog.run();
        assertThat(connection.isOpen()).isTrue();
    }

    @Test
    void aWriteThatHangsIsNoticedThoughNothingFollows() {
        FakeTransport stuck = new FakeTransport(ON_DEMAND);
        LiveConnection connection = node.connect(stuck, EndpointOptions.DEFAULTS, handler);
        connection.sendText("last");
        node.clock.advance(Duration.ofMillis(10_001));
        node.watchdog.run();
        assertThat(handler.calls).contains("disconnect 1006 rooms []");
        assertThat(stuck.aborts()).isEqualTo(1);
        assertThat(node.manager.metrics().sendFailures()).isEqualTo(1);
        assertThat(node.manager.metrics().messagesLost()).isEqualTo(1);
    }

    @Test
    void aConnectionThatCannotBeCheckedLeavesTheOthersTheirTimeLimits() {
        for (int i = 0; i < 20; i++) {
            node.connect().expireAt(Instant.MAX.minusSeconds(1));
        }
        FakeTransport stuck = new FakeTransport(ON_DEMAND);
        node.connect(stuck).sendText("x");
        node.clock.advance(Duration.ofSeconds(11));
        node.instants = () -> {
            throw new IllegalStateException("as the test wants it");
        };
        node.watchdog.run();
        assertThat(stuck.aborts()).isEqualTo(1);
    }

    @Test
    void aCloseThatTheClientNeverAnswersIsForced() {
        LiveConnection connection = node.connect(transport, EndpointOptions.DEFAULTS, handler);
        connection.close(CloseFrame.of(4000));
        node.clock.advance(Duration.ofSeconds(4));
        node.watchdog.run();
        assertThat(transport.aborts()).isZero();
        node.clock.advance(Duration.ofSeconds(1));
        node.watchdog.run();
        assertThat(transport.aborts()).isEqualTo(1);
        assertThat(handler.calls).contains("disconnect 4000 rooms []");
    }

    @Test
    void anExpiredConnectionIsClosedWith1008() {
        LiveConnection connection = node.connect(transport, EndpointOptions.DEFAULTS, handler);
        connection.expireAt(node.clock.instant().plusSeconds(5));
        node.clock.advance(Duration.ofMillis(4_999));
        node.watchdog.run();
        assertThat(connection.isOpen()).isTrue();
        node.clock.advance(Duration.ofMillis(1));
        node.watchdog.run();
        assertThat(transport.closes()).containsExactly(CloseFrame.POLICY_VIOLATION.withReason("expired"));
    }

    @Test
    void anExpiryThatIsMovedOrTakenBackClosesNothing() {
        LiveConnection moved = node.connect(transport, EndpointOptions.DEFAULTS, handler);
        LiveConnection unlimited = node.connect(transport, EndpointOptions.DEFAULTS, handler);
        moved.expireAt(node.clock.instant().plusSeconds(5));
        unlimited.expireAt(node.clock.instant().plusSeconds(5));
        moved.expireAt(node.clock.instant().plusSeconds(20));
        unlimited.expireAt(Instant.MAX);
        node.clock.advance(Duration.ofSeconds(10));
        node.watchdog.run();
        assertThat(moved.isOpen()).isTrue();
        assertThat(unlimited.isOpen()).isTrue();
    }

    @Test
    void anExpiryInThePastClosesAtOnce() {
        LiveConnection connection = node.connect(transport, EndpointOptions.DEFAULTS, handler);
        connection.expireAt(node.clock.instant().minusSeconds(1));
        assertThat(connection.isOpen()).isFalse();
    }

    private static Pools withUpkeep(Executor upkeep) {
        ReliableExecutor here = ReliableExecutor.of(Runnable::run);
        return new Pools(ReliableExecutor.of(upkeep), here, here, here, here, here, dispatch -> here);
    }
}
