package io.tideway.ws.spi;

import java.util.Optional;
import java.util.function.Function;

/**
 * Makes the broker of an application, where the configuration asks for it.
 *
 * <p>A jar names its provider in {@code META-INF/services/io.tideway.ws.spi.BrokerProvider}. One provider at most may
 * return a broker; otherwise the deployment fails. Without one, the application is a single node.
 */
public interface BrokerProvider {

    /**
     * Creates the broker; connects to nothing yet.
     *
     * @param nodeId the id of this node: letters and digits of ASCII
     * @param settings looks up a configuration value by its whole key, as in {@code "tideway.ws.cluster.redis.uri"}
     * @return the broker; empty if the configuration does not ask for it
     * @throws IllegalArgumentException if a value is not accepted; the message names the key, what is wrong and what is
     *     accepted, and shows no secret
     */
    Optional<Broker> broker(String nodeId, Function<String, Optional<String>> settings);
}
