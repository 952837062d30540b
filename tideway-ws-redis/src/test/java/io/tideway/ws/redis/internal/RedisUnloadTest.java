package io.tideway.ws.redis.internal;

import static io.tideway.ws.redis.internal.StartedBroker.bytes;
import static io.tideway.ws.redis.internal.StartedBroker.result;
import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.junit.internal.RecordingListener;
import io.tideway.ws.spi.Broker;
import io.tideway.ws.spi.BrokerProvider;
import io.tideway.ws.spi.Channel;
import io.tideway.ws.spi.LogRetention;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/** Shows that nothing of an application stays behind once its broker has been stopped. */
@Isolated("it looks at all threads of the JVM")
@Tag("long")
class RedisUnloadTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Channel ROOM = Channel.room("room");

    @RegisterExtension
    static final RedisOfTheClass REDIS = new RedisOfTheClass();

    private static Broker brokerOf(ClassLoader application, Function<String, Optional<String>> settings) {
        return ServiceLoader.load(BrokerProvider.class, application).stream()
                .map(provider -> provider.get().broker("unloaded", settings))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow();
    }

    /** Deploys, uses the broker, and undeploys; returns what must not be reachable any longer. */
    private static WeakReference<ClassLoader> deployAndUndeploy(Function<String, Optional<String>> settings) {
        ApplicationLoader application = new ApplicationLoader();
        Thread deploying = Thread.currentThread();
        ClassLoader before = deploying.getContextClassLoader();
        deploying.setContextClassLoader(application);
        try {
            Broker broker = brokerOf(application, settings);
            assertThat(broker.getClass().getClassLoader()).isSameAs(application);
            use(broker);
            result(broker.stop());
        } finally {
            deploying.setContextClassLoader(before);
        }
        return new WeakReference<>(application);
    }

    private static void use(Broker broker) {
        RecordingListener listener = new RecordingListener();
        CompletionStage<Void> started = broker.start(listener);
        started.handle((ignored, failure) -> null).toCompletableFuture().join();
        if (listener.states().equals(List.of("connected"))) {
            result(broker.subscribe(ROOM));
            result(broker.publish(ROOM, bytes("one")));
            result(broker.append("room", bytes("two"), new LogRetention(10, Duration.ofMinutes(1))));
            Awaitility.await().atMost(PATIENCE).until(() -> listener.on(ROOM).size() == 2);
        }
    }

    private static void assertCollected(WeakReference<ClassLoader> application) {
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            System.gc();
            assertThat(application.get()).isNull();
        });
    }

    private static void assertNoThread() {
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                        .extracting(Thread::getName)
                        .noneMatch(
                                name -> name.startsWith("tideway-redis-unloaded") || name.startsWith("globalEvent")));
    }

    @Test
    void theClassLoaderOfAnUndeployedApplicationIsCollected() {
        WeakReference<ClassLoader> application =
                deployAndUndeploy(REDIS.server().settings());

        assertNoThread();
        assertCollected(application);
    }

    @Test
    void theClassLoaderIsCollectedAfterALogin() {
        WeakReference<ClassLoader> application =
                deployAndUndeploy(REDIS.server().settings(RedisSettings.URI, MinimalUser.createOn(REDIS.server())));

        assertNoThread();
        assertCollected(application);
    }

    @Test
    void theClassLoaderIsCollectedWhereRedisWasNeverReached() {
        WeakReference<ClassLoader> application = deployAndUndeploy(
                REDIS.server().settings(RedisSettings.URI, "redis://127.0.0.1:" + RedisServer.freePort()));

        assertNoThread();
        assertCollected(application);
    }

    @Test
    void tenDeploymentsLeaveNothing() {
        List<WeakReference<ClassLoader>> applications = IntStream.range(0, 10)
                .mapToObj(number -> deployAndUndeploy(REDIS.server().settings()))
                .toList();

        assertNoThread();
        applications.forEach(RedisUnloadTest::assertCollected);
    }

    @Test
    void theJarNamesItsProvider() {
        assertThat(ServiceLoader.load(BrokerProvider.class))
                .extracting(provider -> provider.getClass().getName())
                .contains(RedisBrokerProvider.class.getName());
    }
}
