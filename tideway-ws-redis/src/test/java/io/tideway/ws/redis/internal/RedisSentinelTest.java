package io.tideway.ws.redis.internal;

import static io.tideway.ws.redis.internal.StartedBroker.bytes;
import static io.tideway.ws.redis.internal.StartedBroker.result;
import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.HistoryQuery;
import io.tideway.ws.RoomPosition;
import io.tideway.ws.spi.Channel;
import io.tideway.ws.spi.LogPage;
import io.tideway.ws.spi.LogRetention;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Shows that two nodes follow the master that Sentinels choose. */
@Execution(ExecutionMode.CONCURRENT)
@Tag("long")
class RedisSentinelTest {
    private static final LogRetention RETENTION = new LogRetention(100, Duration.ofMinutes(1));
    private static final Channel ROOM = Channel.room("room");

    private RedisSentinels servers;

    @BeforeEach
    void startServers() {
        servers = RedisSentinels.started();
    }

    @AfterEach
    void stopServers() {
        if (servers != null) {
            servers.close();
        }
    }

    private Function<String, Optional<String>> settings() {
        return servers.master().settings(RedisSettings.URI, servers.uri(), RedisSettings.COMMAND_TIMEOUT, "500ms");
    }

    @Test
    void afterTheDeathOfTheMasterBothNodesTalkThroughTheNextOne() {
        try (StartedBroker node = StartedBroker.of("node1", settings());
                StartedBroker other = StartedBroker.of("node2", settings())) {
            node.subscribe(ROOM);
            other.subscribe(ROOM);

            servers.master().kill();
            RedisSentinels.awaitMaster(servers.replica());

            node.awaitStates("connected", "disconnected", "connected");
            other.awaitStates("connected", "disconnected", "connected");
            node.assertDelivers(ROOM, "one");
            other.awaitText(ROOM, "one");
            other.assertDelivers(ROOM, "two");
            node.awaitText(ROOM, "two");
        }
    }

    @Test
    void afterTheDeathOfTheMasterPositionsAreOfAnotherEpoch() {
        try (StartedBroker node = StartedBroker.of("node1", settings())) {
            RoomPosition before = result(node.broker.append("room", bytes("one"), RETENTION));

            servers.master().kill();
            RedisSentinels.awaitMaster(servers.replica());
            node.awaitStates("connected", "disconnected", "connected");

            LogPage page = result(node.broker.read("room", HistoryQuery.since(before), RETENTION));
            assertThat(page.position().epoch()).isNotEqualTo(before.epoch());
            assertThat(page.entries()).isEmpty();
            RoomPosition after = result(node.broker.append("room", bytes("two"), RETENTION));
            assertThat(after).isEqualTo(new RoomPosition(page.position().epoch(), 1));
        }
    }

    @Test
    void aFailoverByCommandIsFollowedToo() {
        try (StartedBroker node = StartedBroker.of("node1", settings());
                StartedBroker other = StartedBroker.of("node2", settings())) {
            other.subscribe(ROOM);

            servers.sentinel(0).cli("sentinel", "failover", "main");
            RedisSentinels.awaitMaster(servers.replica());
            node.awaitStates("connected", "disconnected", "connected");
            other.awaitStates("connected", "disconnected", "connected");

            result(node.broker.publish(ROOM, bytes("hello")));
            other.awaitText(ROOM, "hello");
        }
    }

    @Test
    void aSentinelThatStandsStillIsPassedOver() {
        servers.sentinel(0).pause();

        try (StartedBroker node = StartedBroker.of("node1", settings())) {
            node.subscribe(ROOM);
            node.assertDelivers(ROOM, "hello");
        }
    }
}
