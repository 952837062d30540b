package io.tideway.ws.redis.internal;

import io.tideway.ws.junit.BrokerContract;
import io.tideway.ws.spi.Broker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Runs the contract of brokers on a Redis Cluster of three masters, as the user of the documentation. */
class RedisClusterContractTest extends BrokerContract {
    private static final List<RedisServer> SERVERS = new ArrayList<>();
    private static String uri;

    @BeforeAll
    static void startCluster() {
        for (int number = 0; number < 3; number++) {
            SERVERS.add(RedisServer.started("--cluster-enabled", "yes"));
        }
        SERVERS.forEach(server -> uri = MinimalUser.createOn(server));
        RedisServer first = SERVERS.get(0);
        first.cli("cluster", "addslotsrange", "0", "5460");
        SERVERS.get(1).cli("cluster", "addslotsrange", "5461", "10922");
        SERVERS.get(2).cli("cluster", "addslotsrange", "10923", "16383");
        SERVERS.forEach(server -> first.cli("cluster", "meet", "127.0.0.1", "" + server.port()));
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> SERVERS.stream()
                        .allMatch(server -> server.cli("cluster", "info").contains("cluster_state:ok")));
    }

    @AfterAll
    static void stopCluster() {
        SERVERS.forEach(RedisServer::close);
        SERVERS.clear();
    }

    @Override
    protected Broker createBroker(String nodeId) {
        return new RedisBrokerProvider()
                .broker(nodeId, SERVERS.get(0).settings(RedisSettings.URI, uri))
                .orElseThrow();
    }
}
