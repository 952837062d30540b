package io.tideway.ws.redis.internal;

import static io.tideway.ws.redis.internal.StartedBroker.bytes;
import static io.tideway.ws.redis.internal.StartedBroker.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.cluster.SlotHash;
import io.tideway.ws.HistoryQuery;
import io.tideway.ws.PresenceMember;
import io.tideway.ws.RoomPosition;
import io.tideway.ws.spi.BrokerException;
import io.tideway.ws.spi.Channel;
import io.tideway.ws.spi.LogPage;
import io.tideway.ws.spi.LogRetention;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Shows what becomes of the broker while a Redis Cluster changes, or a part of it fails. */
@Execution(ExecutionMode.CONCURRENT)
class RedisClusterFaultsTest {
    private static final LogRetention RETENTION = new LogRetention(10_000, Duration.ofMinutes(1));
    private static final int CALLS = 60;
    private static final Comparator<String> BY_NUMBER = Comparator.comparingInt(Integer::parseInt);

    private RedisCluster cluster;

    @BeforeEach
    void startCluster() {
        cluster = RedisCluster.started();
    }

    @AfterEach
    void stopCluster() {
        if (cluster != null) {
            cluster.close();
        }
    }

    private Function<String, Optional<String>> settings(String... more) {
        return cluster.server(0).settings(more);
    }

    private static int slotOf(String room) {
        return SlotHash.getSlot(new RedisNames("tideway").channel(Channel.room(room)));
    }

    /** Finds a room whose slot a master has. */
    private String roomOf(int master) {
        return cluster.roomOf(master, "room");
    }

    /** Calls again and again with growing numbers, on a thread of its own, until it is stopped; keeps the stages. */
    private static final class Publisher implements AutoCloseable {
        private final Map<String, CompletionStage<?>> stages = new LinkedHashMap<>();
        private final AtomicBoolean stopped = new AtomicBoolean();
        private final Thread thread;

        Publisher(IntFunction<CompletionStage<?>> call) {
            thread = new Thread(() -> {
                for (int number = 0; !stopped.get(); number++) {
                    stages.put(Integer.toString(number), call.apply(number));
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
                }
            });
            thread.start();
        }

        /** Stops, and lists the texts that were accepted. */
        List<String> accepted() {
            close();
            List<String> accepted = new ArrayList<>();
            stages.forEach((text, stage) -> {
                if (isAccepted(stage)) {
                    accepted.add(text);
                }
            });
            return accepted;
        }

        private static boolean isAccepted(CompletionStage<?> stage) {
            return stage.handle((value, failure) -> failure == null)
                    .toCompletableFuture()
                    .orTimeout(60, TimeUnit.SECONDS)
                    .join();
        }

        @Override
        public void close() {
            stopped.set(true);
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> !thread.isAlive());
        }
    }

    @Test
    void aSlotThatMovesDuringPublicationKeepsTheOrderAndRepeatsNothing() {
        String room = roomOf(0);
        Channel channel = Channel.room(room);
        try (StartedBroker node = StartedBroker.of("node1", settings());
                StartedBroker other = StartedBroker.of("node2", settings());
                Publisher publisher =
                        new Publisher(number -> node.broker.publish(channel, bytes(Integer.toString(number))))) {
            other.subscribe(channel);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> !other.texts(channel).isEmpty());

            cluster.move(slotOf(room), 0, 1);

            other.awaitStates("connected", "disconnected", "connected");
            List<String> accepted = publisher.accepted();
            result(node.broker.publish(channel, bytes("1000000")));
            other.awaitText(channel, "1000000");
            assertThat(other.texts(channel)).doesNotHaveDuplicates().isSortedAccordingTo(BY_NUMBER);
            assertThat(accepted).hasSizeGreaterThan(10);
        }
    }

    @Test
    void aSlotThatMovesTakesTheLogWithItOrStartsItOver() {
        String room = roomOf(0);
        Channel channel = Channel.room(room);
        try (StartedBroker node = StartedBroker.of("node1", settings());
                StartedBroker other = StartedBroker.of("node2", settings())) {
            other.subscribe(channel);
            RoomPosition before = result(node.broker.append(room, bytes("-1"), RETENTION));
            other.awaitText(channel, "-1");
            List<String> accepted;
            try (Publisher publisher =
                    new Publisher(number -> node.broker.append(room, bytes(Integer.toString(number)), RETENTION))) {
                cluster.move(slotOf(room), 0, 1);
                other.awaitStates("connected", "disconnected", "connected");
                accepted = publisher.accepted();
            }
            result(node.broker.append(room, bytes("1000000"), RETENTION));
            other.awaitText(channel, "1000000");

            assertThat(accepted).isNotEmpty();
            assertThat(other.texts(channel)).doesNotHaveDuplicates().isSortedAccordingTo(BY_NUMBER);
            LogPage page = result(other.broker.read(room, HistoryQuery.latest().limit(10_000), RETENTION));
            assertThat(page.position().epoch()).isNotEqualTo(before.epoch());
            assertThat(page.position().offset()).isEqualTo(page.entries().size());
            assertThat(page.entries())
                    .extracting(entry -> new String(entry.data(), StandardCharsets.UTF_8))
                    .contains("1000000");
        }
    }

    @Test
    void presenceOutlivesAMoveOfItsSlot() {
        String room = roomOf(0);
        PresenceMember member = new PresenceMember("c1", Optional.of("ann"), Optional.empty(), Instant.EPOCH);
        try (StartedBroker node = StartedBroker.of("node1", settings())) {
            result(node.broker.present(room, List.of(member), Duration.ofMinutes(1)));

            cluster.move(slotOf(room), 0, 1);

            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(
                            () -> assertThat(result(node.broker.presence(room)).members())
                                    .containsExactly(member));
        }
    }

    @Test
    void roomsOfOtherMastersGoOnWhileOneIsDown() {
        Channel alive = Channel.room(roomOf(1));
        Channel dead = Channel.room(roomOf(2));
        try (StartedBroker node = StartedBroker.of("node1", settings(RedisSettings.COMMAND_TIMEOUT, "500ms"))) {
            node.subscribe(alive);
            node.subscribe(dead);

            cluster.server(2).kill();
            node.awaitStates("connected", "disconnected");
            node.assertDelivers(alive, "hello");
            assertThatThrownBy(() -> result(node.broker.publish(dead, bytes("lost"))))
                    .hasCauseInstanceOf(BrokerException.class)
                    .hasMessageContaining("RD002");
            cluster.server(2).start();

            node.awaitStates("connected", "disconnected", "connected");
            node.assertDelivers(dead, "hello");
        }
    }

    @Test
    void whatWaitsForAMasterThatIsDownFailsInTime() {
        Channel dead = Channel.room(roomOf(2));
        try (StartedBroker node = StartedBroker.of("node1", settings(RedisSettings.COMMAND_TIMEOUT, "1s"))) {
            cluster.server(2).kill();
            node.awaitStates("connected", "disconnected");
            long begin = System.nanoTime();

            List<CompletionStage<Void>> waiting = new ArrayList<>();
            for (int number = 0; number < CALLS; number++) {
                waiting.add(node.broker.publish(dead, bytes("" + number)));
            }

            waiting.forEach(stage -> assertThatThrownBy(() -> result(stage)).hasCauseInstanceOf(BrokerException.class));
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isLessThan(Duration.ofSeconds(
                            CALLS / 2)); // one after the other they would take as many seconds as there are
        }
    }
}
