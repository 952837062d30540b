package io.tideway.ws.redis.internal;

import io.tideway.ws.spi.Broker;
import io.tideway.ws.spi.BrokerProvider;
import java.util.Optional;
import java.util.function.Function;

/** Makes the broker over Redis where {@code tideway.ws.cluster.redis.uri} is configured. */
public final class RedisBrokerProvider implements BrokerProvider {

    /** Creates the provider; called by the service loader. */
    public RedisBrokerProvider() {}

    @Override
    public Optional<Broker> broker(String nodeId, Function<String, Optional<String>> settings) {
        return RedisSettings.read(settings).map(read -> new RedisBroker(nodeId, read));
    }
}
