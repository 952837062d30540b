package io.tideway.ws.redis.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tideway.ws.junit.TestConnection;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** Two whole servers with a Redis that they reach, but that is slow or refuses to store anything. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
@Tag("long")
class TwoServersImpairedRedisTest {
    private final LoggedLines lines = new LoggedLines("TIDEWAY-481", "TIDEWAY-482");
    private ProxiedServers servers;

    @AfterEach
    void stop() {
        lines.close();
        if (servers != null) {
            servers.close();
        }
    }

    @Test
    void aSlowWayToRedisSlowsRemoteTrafficOnly() {
        servers = ProxiedServers.startedWith("30s");
        TestConnection near = servers.here.join("lobby");
        TestConnection far = servers.there.join("lobby");
        servers.awaitInterest("lobby", 2);
        servers.proxy.delay(Duration.ofSeconds(6));
        long begin = System.nanoTime();
        servers.here.manager.room("lobby").broadcastText("x");
        assertThat(near.nextText()).isEqualTo("x");
        Duration local = Duration.ofNanos(System.nanoTime() - begin);
        assertThat(far.nextText()).isEqualTo("x");
        Duration remote = Duration.ofNanos(System.nanoTime() - begin);
        servers.proxy.delay(Duration.ZERO);
        assertThat(local).isLessThan(Duration.ofSeconds(5));
        assertThat(remote).isGreaterThan(Duration.ofSeconds(5));
        assertThat(lines.ids()).isEmpty();
    }

    @Test
    void aRedisWithoutMemoryKeepsPlainTrafficAndTellsWhatItRefuses() {
        servers = ProxiedServers.started();
        TestConnection near = servers.here.join("lobby");
        TestConnection far = servers.there.join("lobby");
        TestConnection member = servers.there.join("board");
        servers.awaitInterest("lobby", 2);
        servers.awaitInterest("board", 1);
        servers.redis.cli("config", "set", "maxmemory", "1");
        servers.here.manager.room("board").broadcastText("refused");
        await().atMost(ProxiedServers.PATIENCE)
                .until(() -> servers.here.manager.metrics().brokerFailures() > 0);
        servers.here.manager.room("lobby").broadcastText("x");
        assertThat(near.nextText()).isEqualTo("x");
        assertThat(far.nextText()).isEqualTo("x");
        await().atMost(ProxiedServers.PATIENCE)
                .until(() -> ProxiedServers.present(servers.there) == 0); // its entries could not be refreshed
        assertThat(servers.areConnected()).isTrue();

        servers.redis.cli("config", "set", "maxmemory", "0");
        servers.here.manager.room("board").broadcastText("kept");
        assertThat(member.nextText()).isEqualTo("kept");
        await().atMost(ProxiedServers.PATIENCE).until(() -> ProxiedServers.present(servers.there) == 1);
        assertThat(lines.ids()).isEmpty();
    }
}
