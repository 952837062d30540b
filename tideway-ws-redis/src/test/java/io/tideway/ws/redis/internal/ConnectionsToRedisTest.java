package io.tideway.ws.redis.internal;

import static io.tideway.ws.redis.internal.StartedBroker.bytes;
import static io.tideway.ws.redis.internal.StartedBroker.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tideway.ws.HistoryQuery;
import io.tideway.ws.Target;
import io.tideway.ws.junit.TestConnection;
import io.tideway.ws.spi.Channel;
import io.tideway.ws.spi.LogRetention;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** Counts the connections that a node keeps to Redis, whatever it uses it for. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
@Tag("long")
class ConnectionsToRedisTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final LogRetention RETENTION = new LogRetention(100, Duration.ofMinutes(1));
    private static final String COMMANDS = "flags=N";
    private static final String SUBSCRIPTIONS = "flags=P";

    /** Waits until a node has one connection of each kind to a server, and no other. */
    private static void awaitTwoOf(String nodeId, RedisServer redis) {
        await().atMost(PATIENCE)
                .during(Duration.ofSeconds(1))
                .untilAsserted(
                        () -> assertThat(flags(nodeId, redis)).containsExactlyInAnyOrder(COMMANDS, SUBSCRIPTIONS));
    }

    private static List<String> flags(String nodeId, RedisServer redis) {
        return redis.cli("client", "list")
                .lines()
                .filter(line -> line.contains(" name=tideway-" + nodeId + " "))
                .flatMap(line -> Stream.of(line.split(" ")))
                .filter(field -> field.startsWith("flags="))
                .toList();
    }

    /** Waits until a server has so many connections, those of Sentinels and that of the question left out. */
    private static void awaitConnections(int count, RedisServer redis) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                redis.cli("client", "list").lines().filter(line -> !line.contains(" cmd=client")))
                        .filteredOn(line -> !line.contains(" name=sentinel-"))
                        .hasSize(count));
    }

    @Test
    void aNodeKeepsOneConnectionForCommandsAndOneForSubscriptions() {
        try (TwoServers servers = TwoServers.started()) {
            use(servers);
            for (Application node : List.of(servers.one, servers.two)) {
                awaitTwoOf(node.manager.cluster().nodeId(), servers.redis);
            }
            awaitConnections(4, servers.redis);
        }
    }

    @Test
    void aNodeKeepsNoOtherConnectionAfterAnOutage() {
        try (TwoServers servers = TwoServers.started()) {
            servers.redis.kill();
            await().atMost(PATIENCE).until(() -> !servers.one.isConnected() && !servers.two.isConnected());
            servers.redis.start();
            await().atMost(PATIENCE).until(() -> servers.one.isConnected() && servers.two.isConnected());
            use(servers);
            awaitTwoOf(servers.one.manager.cluster().nodeId(), servers.redis);
            awaitTwoOf(servers.two.manager.cluster().nodeId(), servers.redis);
        }
    }

    /** Uses rooms, logs, presence, users and the questions to all nodes, many of each at the same time. */
    private static void use(TwoServers servers) {
        List<TestConnection> clients = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Application node = i % 2 == 0 ? servers.one : servers.two;
            clients.add(node.join("lobby" + i));
            clients.add(node.join("board" + i + "?user=user" + i));
        }
        List<CompletionStage<?>> answers = new ArrayList<>();
        var one = servers.one.manager;
        for (int i = 0; i < 20; i++) {
            one.room("lobby" + i).broadcastText("room");
            one.room("board" + i).broadcastText("logged");
            one.to(Target.user("user" + i)).broadcastText("user");
            one.broadcastText("all");
            answers.add(one.room("board" + i).history(HistoryQuery.latest()));
            answers.add(one.room("board" + i).presence());
            answers.add(one.cluster().isOnline("user" + i));
        }
        answers.forEach(answer -> result(answer.handle((some, late) -> true))); // a slow machine may answer too late
        clients.forEach(TestConnection::close);
    }

    @Test
    void aNodeKeepsTwoConnectionsToEachMasterOfACluster() {
        try (RedisCluster cluster = RedisCluster.started();
                StartedBroker node = StartedBroker.of("node1", cluster.server(0).settings())) {
            use(node);
            cluster.servers().forEach(master -> awaitTwoOf("node1", master));
        }
    }

    @Test
    void aNodeKeepsTwoConnectionsToTheMasterAndNoneToSentinels() {
        try (RedisSentinels servers = RedisSentinels.started();
                StartedBroker node =
                        StartedBroker.of("node1", servers.master().settings(RedisSettings.URI, servers.uri()))) {
            use(node);
            awaitTwoOf("node1", servers.master());
            for (int number = 0; number < 3; number++) {
                awaitConnections(0, servers.sentinel(number));
            }
        }
    }

    private static void use(StartedBroker node) {
        for (int i = 0; i < 20; i++) {
            node.subscribe(Channel.room("room" + i));
            result(node.broker.append("room" + i, bytes("logged"), RETENTION));
            node.assertDelivers(Channel.room("room" + i), "published");
        }
    }
}
