package io.tideway.ws.redis.internal;

import static io.tideway.ws.redis.internal.StartedBroker.bytes;
import static io.tideway.ws.redis.internal.StartedBroker.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tideway.ws.HistoryQuery;
import io.tideway.ws.PresenceMember;
import io.tideway.ws.RoomPosition;
import io.tideway.ws.junit.internal.RecordingListener;
import io.tideway.ws.spi.Broker;
import io.tideway.ws.spi.BrokerException;
import io.tideway.ws.spi.Channel;
import io.tideway.ws.spi.LogPage;
import io.tideway.ws.spi.LogRetention;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows what becomes of two nodes when the network between one of them and Redis fails. */
@Execution(ExecutionMode.CONCURRENT)
class RedisNetworkFaultsTest {
    private static final LogRetention RETENTION = new LogRetention(1000, Duration.ofMinutes(1));
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Channel room = Channel.room("room");
    private RedisServer redis;
    private TcpProxy proxy;

    @BeforeEach
    void start() {
        redis = RedisServer.started();
        proxy = TcpProxy.to(redis);
    }

    @AfterEach
    void stop() {
        if (redis != null) {
            proxy.close();
            redis.close();
        }
    }

    private Function<String, Optional<String>> throughProxy() {
        return redis.settings(RedisSettings.URI, proxy.uri(), RedisSettings.COMMAND_TIMEOUT, "500ms");
    }

    private StartedBroker behindProxy() {
        return StartedBroker.of("node1", throughProxy());
    }

    private StartedBroker beside() {
        return StartedBroker.of("node2", redis.settings());
    }

    private static List<String> numbers(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }

    @Test
    void aCutConnectionIsReplacedAndTheGapIsTold() {
        try (StartedBroker node = behindProxy()) {
            node.subscribe(room);

            proxy.cut();

            node.awaitStates("connected", "disconnected", "connected");
            node.assertDelivers(room, "hello");
        }
    }

    @Test
    void whatIsDelayedArrivesInItsOrder() {
        try (StartedBroker node = behindProxy();
                StartedBroker other = beside()) {
            other.subscribe(room);
            proxy.delay(Duration.ofMillis(100));

            List<CompletionStage<RoomPosition>> appended = numbers(50).stream()
                    .map(number -> node.broker.append("room", bytes(number), RETENTION))
                    .toList();

            appended.forEach(StartedBroker::result);
            other.awaitText(room, "49");
            assertThat(other.texts(room)).isEqualTo(numbers(50));
            proxy.delay(Duration.ZERO);
        }
    }

    @Test
    void aHalfOpenConnectionIsReplaced() {
        try (StartedBroker node = behindProxy()) {
            node.subscribe(room);

            proxy.halfOpen();
            assertThatThrownBy(() -> result(node.broker.publish(room, bytes("lost"))))
                    .hasCauseInstanceOf(BrokerException.class);

            node.awaitStates("connected", "disconnected", "connected");
            node.assertDelivers(room, "hello");
            assertThat(node.texts(room)).containsExactly("hello");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HELLO", "SLOTS", "$4\r\nINFO", "ROLE", "SCRIPT", "SUBSCRIBE", "PUBLISH"})
    void aServerThatFallsSilentDuringAnAttemptIsTriedAgain(String command) {
        proxy.halfOpenAt(command);
        RecordingListener listener = new RecordingListener();
        Broker broker =
                new RedisBrokerProvider().broker("node1", throughProxy()).orElseThrow();
        CompletionStage<Void> started = broker.start(listener);
        assertThatThrownBy(() -> result(started)).hasMessageContaining("RD002");

        proxy.halfOpenAt("");

        Awaitility.await().atMost(PATIENCE).until(() -> listener.states().equals(List.of("connected")));
        result(broker.stop());
    }

    @Test
    void attemptsThatFailLeaveNoConnection() {
        proxy.halfOpenAt("ROLE");
        try (StartedBroker node = StartedBroker.starting("node1", throughProxy())) {
            Awaitility.await().pollDelay(Duration.ofSeconds(3)).until(() -> true);
            proxy.halfOpenAt("");
            node.awaitStates("connected");

            Awaitility.await()
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(redis.cli("client", "list").lines())
                            .filteredOn(client -> client.contains("name=tideway-node1"))
                            .hasSize(2));
        }
    }

    @Test
    void afterAPartitionTheLogTellsWhatWasMissed() {
        try (StartedBroker node = behindProxy();
                StartedBroker other = beside()) {
            node.subscribe(room);
            RoomPosition before = result(other.broker.append("room", bytes("before"), RETENTION));
            node.awaitText(room, "before");

            proxy.partition();
            node.awaitStates("connected", "disconnected");
            numbers(10).forEach(number -> result(other.broker.append("room", bytes(number), RETENTION)));
            proxy.heal();
            node.awaitStates("connected", "disconnected", "connected");

            LogPage missed = result(node.broker.read("room", HistoryQuery.since(before), RETENTION));
            assertThat(missed.entries())
                    .extracting(entry -> new String(entry.data(), StandardCharsets.UTF_8))
                    .isEqualTo(numbers(10));
            assertThat(missed.position()).isEqualTo(new RoomPosition(before.epoch(), before.offset() + 10));
            assertThat(node.listener.on(room))
                    .extracting(arrival -> arrival.offset())
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void whatIsSentDuringAPartitionIsBoundedInTimeAndNeverExecutedTwice() {
        try (StartedBroker node = behindProxy();
                StartedBroker other = beside()) {
            other.subscribe(room);
            proxy.partition();
            List<CompletionStage<Void>> published = numbers(20).stream()
                    .map(number -> node.broker.publish(room, bytes(number)))
                    .toList();

            published.forEach(
                    stage -> assertThatThrownBy(() -> result(stage)).hasCauseInstanceOf(BrokerException.class));
            proxy.heal();
            node.awaitStates("connected", "disconnected", "connected");
            result(node.broker.publish(room, bytes("after")));

            other.awaitText(room, "after");
            assertThat(other.texts(room)).doesNotHaveDuplicates().endsWith("after");
            List<String> early = other.texts(room).subList(0, other.texts(room).size() - 1);
            assertThat(early).isSortedAccordingTo((one, two) -> Integer.parseInt(one) - Integer.parseInt(two));
        }
    }

    @Test
    void connectionsThatAreCutAgainAndAgainLoseNothingThatWasAccepted() {
        try (StartedBroker node = behindProxy();
                StartedBroker other = beside()) {
            other.subscribe(room);
            Map<String, CompletionStage<Void>> published = new LinkedHashMap<>();
            for (int cut = 0; cut < 10; cut++) {
                node.awaitState("connected");
                for (int number = 0; number < 20; number++) {
                    String text = Integer.toString(cut * 20 + number);
                    published.put(text, node.broker.publish(room, bytes(text)));
                }
                int states = node.listener.states().size();
                proxy.cut();
                Awaitility.await()
                        .atMost(PATIENCE)
                        .until(() -> node.listener.states().size() >= states + 2);
            }
            node.awaitState("connected");
            result(node.broker.publish(room, bytes("1000")));
            other.awaitText(room, "1000");

            List<String> accepted = new ArrayList<>();
            published.forEach((text, stage) -> {
                if (!stage.toCompletableFuture().isCompletedExceptionally()) {
                    accepted.add(text);
                }
            });
            assertThat(other.texts(room)).doesNotHaveDuplicates().containsAll(accepted);
            assertThat(other.texts(room))
                    .isSortedAccordingTo((one, two) -> Integer.parseInt(one) - Integer.parseInt(two));
            for (int at = 0; at < node.listener.states().size(); at++) {
                assertThat(node.listener.states().get(at)).isEqualTo(at % 2 == 0 ? "connected" : "disconnected");
            }
        }
    }

    @Test
    void thePresenceOfANodeThatIsCutOffVanishesAndComesBack() {
        PresenceMember member = new PresenceMember("c1", Optional.of("ann"), Optional.empty(), Instant.EPOCH);
        Duration timeToLive = Duration.ofSeconds(8); // longer than a busy machine stands still
        try (StartedBroker node = behindProxy();
                StartedBroker other = beside()) {
            result(node.broker.present("room", List.of(member), timeToLive));
            assertThat(result(other.broker.presence("room")).members()).containsExactly(member);

            proxy.partition();
            node.broker.present("room", List.of(member), timeToLive);
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> result(other.broker.presence("room")).members().isEmpty());
            proxy.heal();
            node.awaitStates("connected", "disconnected", "connected");
            result(node.broker.present("room", List.of(member), Duration.ofMinutes(1)));

            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> result(other.broker.presence("room")).members().equals(List.of(member)));
            assertThat(result(other.broker.presenceCount("room")).users()).isEqualTo(1);
        }
    }

    @Test
    void aPauseOfTheServerBeyondTheTimeToLiveEndsPresenceUntilItIsRefreshed() {
        PresenceMember member = new PresenceMember("c1", Optional.of("ann"), Optional.empty(), Instant.EPOCH);
        try (StartedBroker node = behindProxy()) {
            result(node.broker.present("room", List.of(member), Duration.ofMillis(300)));

            redis.pause();
            node.awaitStates("connected", "disconnected");
            redis.resume();
            node.awaitStates("connected", "disconnected", "connected");
            assertThat(result(node.broker.presence("room")).members()).isEmpty();
            assertThat(result(node.broker.presenceCount("room")).connections()).isZero();
            result(node.broker.present("room", List.of(member), Duration.ofMinutes(1)));

            assertThat(result(node.broker.presence("room")).members()).containsExactly(member);
            assertThat(result(node.broker.presenceCount("room")).connections()).isEqualTo(1);
        }
    }
}
