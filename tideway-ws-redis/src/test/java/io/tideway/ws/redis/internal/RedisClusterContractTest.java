package io.tideway.ws.redis.internal;

import io.tideway.ws.junit.BrokerContract;
import io.tideway.ws.spi.Broker;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Runs the contract of brokers on a Redis Cluster of three masters, as the user of the documentation. */
@Execution(ExecutionMode.CONCURRENT)
class RedisClusterContractTest extends BrokerContract {
    private static RedisCluster cluster;
    private static String uri;

    // Of each test, since they run at the same time and some publish to everyone
    private final String prefix = "tideway:" + UUID.randomUUID();

    @BeforeAll
    static void startCluster() {
        cluster = RedisCluster.started();
        cluster.servers().forEach(server -> uri = MinimalUser.createOn(server));
    }

    @AfterAll
    static void stopCluster() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Override
    protected Broker createBroker(String nodeId) {
        return new RedisBrokerProvider()
                .broker(nodeId, cluster.server(0).settings(RedisSettings.URI, uri, RedisSettings.PREFIX, prefix))
                .orElseThrow();
    }
}
