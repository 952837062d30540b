package io.tideway.ws.redis.internal;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tideway.ws.junit.internal.RecordingListener;
import io.tideway.ws.spi.Broker;
import io.tideway.ws.spi.BrokerException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that lacks what the broker needs is refused, rather than used in part. */
class OldServerTest {
    @ParameterizedTest
    @ValueSource(strings = {"2.8.24", "6.0.16", "6.2.14", "6.255.255"})
    void anOldVersionIsRefused(String version) {
        assertThatThrownBy(() -> ServerVersion.require("host:6379", version))
                .hasMessage("TIDEWAY-RD017 host:6379 is Redis " + version + "; use Redis 7.0 or later, or Valkey");
    }

    @ParameterizedTest
    @ValueSource(strings = {"7.0.0", "7.2.4", "8.0.1", "10.0.0", "255.255.255", "unstable", ""})
    void aNewOrUnknownVersionIsNot(String version) {
        assertThatCode(() -> ServerVersion.require("host:6379", version)).doesNotThrowAnyException();
    }

    @Test
    void theStartTellsWhichVersionIsRefused() {
        try (RedisServer redis = RedisServer.started();
                TcpProxy proxy = TcpProxy.to(redis)) {
            String version = redis.cli("info", "server")
                    .lines()
                    .filter(line -> line.startsWith("redis_version:"))
                    .findFirst()
                    .orElseThrow();
            proxy.replaceAnswer(version, version.replaceFirst(":\\d", ":6"));
            Broker broker = new RedisBrokerProvider()
                    .broker("node1", redis.settings(RedisSettings.URI, proxy.uri()))
                    .orElseThrow();
            assertThatThrownBy(() -> broker.start(new RecordingListener())
                            .toCompletableFuture()
                            .get(60, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOf(BrokerException.class)
                    .hasMessageContaining("TIDEWAY-RD017")
                    .hasMessageContaining("is Redis 6.");
            StartedBroker.result(broker.stop());
        }
    }
}
