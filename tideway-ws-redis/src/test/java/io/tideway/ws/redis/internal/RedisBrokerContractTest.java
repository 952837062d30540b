package io.tideway.ws.redis.internal;

import io.tideway.ws.junit.BrokerContract;
import io.tideway.ws.spi.Broker;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Runs the contract of brokers on one Redis, as the user of the documentation. */
@Execution(ExecutionMode.CONCURRENT)
class RedisBrokerContractTest extends BrokerContract {
    @RegisterExtension
    static final RedisOfTheClass REDIS = new RedisOfTheClass();

    private static String uri;

    // Of each test, since they run at the same time and some publish to everyone
    private final String prefix = "tideway:" + UUID.randomUUID();

    @BeforeAll
    static void createUser() {
        uri = MinimalUser.createOn(REDIS.server());
    }

    @Override
    protected Broker createBroker(String nodeId) {
        return new RedisBrokerProvider()
                .broker(nodeId, REDIS.server().settings(RedisSettings.URI, uri, RedisSettings.PREFIX, prefix))
                .orElseThrow();
    }
}
