package io.tideway.ws.redis.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tideway.ws.junit.TestConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** The log of a room while one of two whole servers loses its way to Redis. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
@Tag("long")
class TwoServersLogFaultsTest {
    private ProxiedServers servers;

    @BeforeEach
    void start() {
        servers = ProxiedServers.started();
    }

    @AfterEach
    void stop() {
        if (servers != null) {
            servers.close();
        }
    }

    @Test
    void whatAServerMissesWhileItIsCutOffIsReadFromTheLog() {
        TestConnection member = servers.here.client.connect("/rooms/log?since=");
        member.nextText();
        servers.awaitInterest("log", 1);
        List<String> expected = new ArrayList<>();
        for (int cut = 0; cut < 3; cut++) {
            servers.proxy.partition();
            int outages = cut + 1;
            await().atMost(ProxiedServers.PATIENCE)
                    .until(() -> servers.here.manager.metrics().brokerOutages() == outages);
            String during = "during" + cut + "-";
            IntStream.range(0, 20).mapToObj(i -> during + i).forEach(expected::add);
            expected.subList(expected.size() - 20, expected.size())
                    .forEach(servers.there.manager.room("log")::broadcastText);
            servers.proxy.heal();
            await().atMost(ProxiedServers.PATIENCE).until(servers.here::isConnected);
            servers.there.manager.room("log").broadcastText("after" + cut);
            expected.add("after" + cut);
        }
        assertThat(member.nextTexts(expected.size())).isEqualTo(expected);
        assertThat(servers.here.manager.metrics().publicationsMissed()).isZero();
    }

    @Test
    void connectionsThatAreCutAgainAndAgainCostALogNothing() {
        TestConnection member = servers.here.client.connect("/rooms/log?since=");
        member.nextText();
        servers.awaitInterest("log", 1);
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            if (i % 50 == 25) {
                servers.proxy.cut();
            }
            servers.there.manager.room("log").broadcastText("m" + i);
            expected.add("m" + i);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
        assertThat(member.nextTexts(expected.size())).isEqualTo(expected);
    }

    @Test
    void whatAHalfOpenConnectionLosesIsReadFromTheLog() {
        TestConnection member = servers.here.client.connect("/rooms/log?since=");
        member.nextText();
        servers.awaitInterest("log", 1);
        servers.proxy.halfOpen();
        List<String> expected = IntStream.range(0, 20).mapToObj(i -> "m" + i).toList();
        expected.forEach(servers.there.manager.room("log")::broadcastText);
        assertThat(member.nextTexts(expected.size())).isEqualTo(expected);
        assertThat(servers.here.manager.metrics().brokerOutages()).isEqualTo(1);
    }
}
