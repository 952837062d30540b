package io.tideway.ws.redis.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;

/** Starts two servers in this process, connected by a Redis of their own; a test that does so locks the properties. */
final class TwoServers implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    final RedisServer redis;
    final Application one;
    final Application two;

    private TwoServers(RedisServer redis, Application one, Application two) {
        this.redis = redis;
        this.one = one;
        this.two = two;
    }

    /** Starts them, and waits until both know of two nodes. */
    static TwoServers started() {
        RedisServer redis = RedisServer.started();
        System.setProperty(RedisSettings.URI, redis.uri());
        TwoServers servers = new TwoServers(redis, Application.started(), Application.started());
        // A question to the cluster may fail before, as on a slow machine.
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(nodes(servers.one)).isEqualTo(2);
            assertThat(nodes(servers.two)).isEqualTo(2);
        });
        return servers;
    }

    /** Counts the nodes that an application knows of. */
    static int nodes(Application application) {
        return StartedBroker.result(application.manager.cluster().nodes()).size();
    }

    @Override
    public void close() {
        System.clearProperty(RedisSettings.URI);
        one.close();
        two.close();
        redis.close();
    }
}
