package io.tideway.ws.internal.bootstrap;

import io.tideway.ws.internal.options.ModuleOptions;
import io.tideway.ws.internal.options.Settings;
import io.tideway.ws.spi.Broker;
import io.tideway.ws.spi.BrokerProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** Reads the configuration of a cluster: the broker that connects this node to others, if there is one. */
final class ClusterSettings {
    private static final String ENGINE = "redis";
    private static final String REDIS_URI = "tideway.ws.cluster.redis.uri";
    private static final Duration DEFAULT_START_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration DEFAULT_TIME_TO_LIVE = Duration.ofSeconds(30);

    private final ModuleOptions options;
    private final List<String> problems = new ArrayList<>();
    private final Optional<Broker> broker;
    private final boolean required;
    private final Duration startTimeout;
    private final Duration timeToLive;

    /** Reads the settings, and asks the providers of brokers that the application has. */
    ClusterSettings(Settings settings, ClassLoader loader, String nodeId) {
        this.options = new ModuleOptions(settings, "cluster");
        this.required = options.flag("required").orElse(false);
        this.startTimeout = options.duration("start-timeout", Duration.ofMillis(100), Duration.ofMinutes(5))
                .orElse(DEFAULT_START_TIMEOUT);
        this.timeToLive = options.duration("time-to-live", Duration.ofSeconds(3), Duration.ofHours(1))
                .orElse(DEFAULT_TIME_TO_LIVE);
        List<Broker> brokers = brokers(loader, nodeId);
        this.broker = brokers.stream().findFirst();
        if (brokers.size() > 1) {
            problems.add(BootstrapMessages.severalBrokers(brokers.size()));
        }
        if (broker.isEmpty()) {
            if (!options.hasRead(ENGINE)) {
                options.leave(ENGINE); // to applications with that broker, which the same configuration may serve
            }
            if (problems.isEmpty() && required) {
                problems.add(BootstrapMessages.requiredBrokerMissing(REDIS_URI));
            } else if (problems.isEmpty()) {
                settings.get(REDIS_URI)
                        .filter(uri -> !uri.isBlank())
                        .ifPresent(uri -> BootstrapMessages.brokerMissing(REDIS_URI));
            }
        }
    }

    private List<Broker> brokers(ClassLoader loader, String nodeId) {
        List<Broker> brokers = new ArrayList<>();
        try {
            for (BrokerProvider provider : ServiceLoader.load(BrokerProvider.class, loader)) {
                provider.broker(nodeId, options::byKey).ifPresent(brokers::add);
            }
        } catch (IllegalArgumentException e) {
            problems.add(String.valueOf(e.getMessage()));
        } catch (RuntimeException | ServiceConfigurationError | LinkageError e) {
            problems.add(BootstrapMessages.noBroker(e));
        }
        return brokers;
    }

    /** Returns the broker; empty for the only node. */
    Optional<Broker> broker() {
        return broker;
    }

    /** Tells whether the deployment fails if the broker is not reachable. */
    boolean isRequired() {
        return required;
    }

    /** Returns how long a deployment waits for a broker that is required. */
    Duration startTimeout() {
        return startTimeout;
    }

    /** Returns how long the presence and the announcement of a node outlive it. */
    Duration timeToLive() {
        return timeToLive;
    }

    /** Lists what is wrong. */
    List<String> problems() {
        List<String> all = new ArrayList<>(problems);
        all.addAll(options.problems());
        return all;
    }
}
