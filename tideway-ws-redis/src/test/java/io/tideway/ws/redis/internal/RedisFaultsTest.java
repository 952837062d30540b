package io.tideway.ws.redis.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tideway.ws.ClusterNode;
import io.tideway.ws.RoomPosition;
import io.tideway.ws.junit.internal.RecordingListener;
import io.tideway.ws.spi.Broker;
import io.tideway.ws.spi.BrokerException;
import io.tideway.ws.spi.Channel;
import io.tideway.ws.spi.LogRetention;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Shows what becomes of the broker when its Redis fails. */
@Isolated("it looks at all threads of the JVM")
class RedisFaultsTest {
    private static final LogRetention RETENTION = new LogRetention(100, Duration.ofMinutes(1));
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Channel ROOM = Channel.room("room");

    private final RecordingListener listener = new RecordingListener();
    private RedisServer redis;
    private Broker broker;

    @BeforeEach
    void start() {
        redis = RedisServer.started();
        broker = new RedisBrokerProvider()
                .broker("node1", redis.settings(RedisSettings.COMMAND_TIMEOUT, "500ms"))
                .orElseThrow();
    }

    @AfterEach
    void stop() throws Exception {
        if (broker != null) {
            result(broker.stop());
            redis.close();
        }
    }

    private static <T> T result(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    private static byte[] bytes(String text) {
        return text.getBytes();
    }

    /** Starts the broker and waits until an attempt to connect succeeds. */
    private void connect() {
        CompletionStage<Void> unused = broker.start(listener);
        awaitStates("connected");
    }

    private void awaitStates(String... states) {
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(listener.states()).containsExactly(states));
    }

    private void assertDelivers(String text) throws Exception {
        result(broker.publish(ROOM, bytes(text)));
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(listener.on(ROOM))
                        .extracting(arrival -> new String(arrival.data()))
                        .contains(text));
    }

    @Test
    void aServerThatIsDownAtTheStartIsFoundLater() throws Exception {
        redis.shutdown();

        assertThatThrownBy(() -> result(broker.start(listener)))
                .hasCauseInstanceOf(BrokerException.class)
                .hasMessageContaining("RD002");
        CompletionStage<Void> subscribed = broker.subscribe(ROOM);
        assertThatThrownBy(() -> result(subscribed)).hasCauseInstanceOf(BrokerException.class);
        redis.start();

        awaitStates("connected");
        assertDelivers("hello");
    }

    @Test
    void afterACrashSubscriptionsAreRenewedAndTheLogStartsOver() throws Exception {
        connect();
        result(broker.subscribe(ROOM));
        RoomPosition before = result(broker.append("room", bytes("one"), RETENTION));

        redis.kill();
        awaitStates("connected", "disconnected");
        redis.start();
        awaitStates("connected", "disconnected", "connected");

        assertDelivers("hello");
        RoomPosition after = result(broker.append("room", bytes("two"), RETENTION));
        assertThat(after.epoch()).isNotEqualTo(before.epoch());
        assertThat(after.offset()).isEqualTo(1);
    }

    @Test
    void aServerThatStandsStillFailsCallsInTimeAndComesBack() throws Exception {
        connect();
        result(broker.subscribe(ROOM));

        redis.pause();
        CompletionStage<Void> lost = broker.publish(ROOM, bytes("lost"));
        assertThatThrownBy(() -> result(lost)).hasMessageContaining("RD004");
        awaitStates("connected", "disconnected");
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThatThrownBy(() -> result(broker.publish(ROOM, bytes("late"))))
                        .hasMessageContaining("RD002"));
        redis.resume();

        awaitStates("connected", "disconnected", "connected");
        assertDelivers("hello");
    }

    @Test
    void aSubscriptionThatIsNotAnsweredIsNotBlamedOnTheStart() {
        connect();
        redis.pause();

        assertThatThrownBy(() -> result(broker.subscribe(ROOM)))
                .hasCauseInstanceOf(BrokerException.class)
                .hasMessageNotContaining("not connected yet");

        redis.resume();
    }

    @Test
    void aServerThatAnswersNoWritesIsNotConnected() throws Exception {
        connect();
        result(broker.subscribe(ROOM));

        redis.cli("client", "pause", "3000", "WRITE");
        assertThatThrownBy(() -> result(broker.append("room", bytes("lost"), RETENTION)))
                .hasMessageContaining("RD004");

        awaitStates("connected", "disconnected", "connected");
        assertDelivers("hello");
        assertThat(listener.states()).hasSize(3);
    }

    @Test
    void aServerWithoutMemoryRefusesWithItsReason() throws Exception {
        connect();
        redis.cli("config", "set", "maxmemory", "1");

        assertThatThrownBy(() -> result(broker.append("room", bytes("one"), RETENTION)))
                .hasMessageContaining("RD007")
                .hasMessageContaining("out of memory");

        redis.cli("config", "set", "maxmemory", "0");
        assertThat(result(broker.append("room", bytes("one"), RETENTION)).offset())
                .isEqualTo(1);
    }

    @Test
    void aNodeStaysListedWhileTheServerHasNoMemory() throws Exception {
        connect();
        Duration timeToLive = Duration.ofMinutes(1);
        ClusterNode before = new ClusterNode("node1", Instant.EPOCH, 1);
        ClusterNode now = new ClusterNode("node1", Instant.EPOCH, 2);
        result(broker.announce(before, timeToLive));
        redis.cli("config", "set", "maxmemory", "1");

        result(broker.announce(now, timeToLive));

        assertThat(result(broker.nodes())).containsExactly(now);
    }

    @Test
    void scriptsThatWereRemovedAreLoadedAgainInOrder() throws Exception {
        connect();
        result(broker.subscribe(ROOM));
        redis.cli("script", "flush");

        for (int number = 0; number < 50; number++) {
            broker.append("room", bytes("" + number), RETENTION);
        }

        assertThat(result(broker.append("room", bytes("50"), RETENTION)).offset())
                .isEqualTo(51);
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(listener.on(ROOM))
                        .extracting(arrival -> new String(arrival.data()))
                        .containsExactlyElementsOf(java.util.stream.IntStream.rangeClosed(0, 50)
                                .mapToObj(Integer::toString)
                                .toList()));
    }

    @Test
    void aReplicaIsRefused() throws Exception {
        connect();

        redis.cli("replicaof", "127.0.0.1", "1");
        awaitStates("connected", "disconnected");
        redis.cli("replicaof", "no", "one");

        awaitStates("connected", "disconnected", "connected");
    }

    @Test
    void whatWaitsIsBounded() throws Exception {
        Broker small = new RedisBrokerProvider()
                .broker("node2", redis.settings(RedisSettings.QUEUE_MESSAGES, "10"))
                .orElseThrow();
        result(small.start(new RecordingListener()));
        redis.pause();
        for (int number = 0; number < 10; number++) {
            small.publish(ROOM, bytes("" + number));
        }

        assertThatThrownBy(() -> result(small.publish(ROOM, bytes("too many")))).hasMessageContaining("RD003");

        redis.resume();
        result(small.stop());
    }

    @Test
    void aStopLeavesNoThread() throws Exception {
        connect();
        result(broker.publish(ROOM, bytes("one")));

        result(broker.stop());

        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                        .extracting(Thread::getName)
                        .noneMatch(name -> name.startsWith("tideway-redis-node1") || name.startsWith("globalEvent")));
    }
}
