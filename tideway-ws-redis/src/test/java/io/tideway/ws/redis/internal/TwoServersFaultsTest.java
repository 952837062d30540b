package io.tideway.ws.redis.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tideway.ws.BroadcastResult;
import io.tideway.ws.junit.TestConnection;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two whole servers while Redis, or the way of one of them to it, fails. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
@Tag("long")
class TwoServersFaultsTest {
    private static final Duration LATE = Duration.ofSeconds(1);
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration OUTAGE = Duration.ofSeconds(3); // several times the limit for commands

    private final HttpClient http = HttpClient.newHttpClient();
    private final RunningTime time = RunningTime.started();
    private final LoggedLines lines = new LoggedLines("TIDEWAY-481", "TIDEWAY-482");
    private ProxiedServers servers;

    /** Causes a fault that leaves the first server without Redis, and maybe the second one too. */
    private enum Fault {
        STOPPED {
            @Override
            void begin(ProxiedServers servers) {
                servers.redis.shutdown();
            }

            @Override
            void end(ProxiedServers servers) {
                servers.redis.start();
            }
        },
        FROZEN {
            @Override
            void begin(ProxiedServers servers) {
                servers.redis.pause();
            }

            @Override
            void end(ProxiedServers servers) {
                servers.redis.resume();
                servers.redis.awaitAnswer();
            }
        },
        CLIENTS_PAUSED {
            @Override
            void begin(ProxiedServers servers) {
                servers.redis.cli("client", "pause", "12000", "ALL");
            }

            @Override
            void end(ProxiedServers servers) {
                servers.redis.awaitAnswer(); // once the pause is over
            }
        },
        ASLEEP {
            @Override
            void begin(ProxiedServers servers) {
                servers.redis.cliLater("debug", "sleep", "12");
            }

            @Override
            void end(ProxiedServers servers) {
                servers.redis.awaitAnswer(); // once it wakes up
            }
        },
        PARTITIONED {
            @Override
            void begin(ProxiedServers servers) {
                servers.proxy.partition();
            }

            @Override
            void end(ProxiedServers servers) {
                servers.proxy.heal();
            }
        };

        abstract void begin(ProxiedServers servers);

        abstract void end(ProxiedServers servers);

        boolean concernsBoth() {
            return this != PARTITIONED;
        }
    }

    @BeforeEach
    void start() {
        servers = ProxiedServers.started();
    }

    @AfterEach
    void stop() {
        lines.close();
        time.close();
        if (servers != null) {
            servers.close();
        }
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void localTrafficGoesOnAndEverythingElseComesBackSoon(Fault fault) {
        AtomicLong slowest = new AtomicLong();
        CountingClient near = CountingClient.connected(
                http,
                servers.here.server.uri("/rooms/lobby"),
                text -> slowest.accumulateAndGet(time.nanos() - Long.parseLong(text), Math::max));
        TestConnection far = servers.there.join("lobby");
        TestConnection member = servers.here.join("board");
        servers.awaitInterest("lobby", 2);
        await().atMost(ProxiedServers.PATIENCE)
                .until(() -> near.count() == 0 && ProxiedServers.present(servers.there) == 1);

        fault.begin(servers);
        int sent = 0;
        BroadcastResult last = BroadcastResult.NONE;
        long end = time.nanos() + OUTAGE.toNanos();
        while (time.nanos() < end) {
            last = servers.here.manager.room("lobby").broadcastText("" + time.nanos());
            sent++;
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
        int all = sent;
        await().atMost(ProxiedServers.PATIENCE).until(() -> near.count() >= all);
        assertThat(near.count()).isEqualTo(all);
        assertThat(Duration.ofNanos(slowest.get())).isLessThan(LATE);
        assertThat(last).isEqualTo(new BroadcastResult(1, 1, 0, 0, 0, 0, true));
        assertThat(servers.here.manager.room("board").broadcastText("lost"))
                .isEqualTo(new BroadcastResult(1, 0, 1, 0, 0, 0, true));
        assertThat(servers.here.manager.metrics().brokerConnected()).isZero();
        await().atMost(ProxiedServers.PATIENCE)
                .until(() -> servers.here.manager.metrics().brokerFailures() > 0);

        fault.end(servers);
        long back = time.nanos();
        await().atMost(ProxiedServers.PATIENCE).until(servers::areConnected);
        servers.here.manager.room("lobby").broadcastText("again");
        far.nextTextsUntil("again"::equals);
        assertThat(Duration.ofNanos(time.nanos() - back)).isLessThan(SOON);
        await().atMost(ProxiedServers.PATIENCE)
                .until(() -> ProxiedServers.present(servers.here) == 1 && ProxiedServers.present(servers.there) == 1);
        servers.here.manager.room("board").broadcastText("kept");
        assertThat(member.nextText()).isEqualTo("kept");

        assertThat(servers.here.manager.metrics().brokerOutages()).isEqualTo(1);
        assertThat(servers.here.manager.metrics().brokerConnected()).isEqualTo(1);
        await().atMost(ProxiedServers.PATIENCE)
                .untilAsserted(() -> assertThat(lines.ids())
                        .containsExactlyInAnyOrderElementsOf(
                                fault.concernsBoth()
                                        ? List.of("TIDEWAY-481", "TIDEWAY-481", "TIDEWAY-482", "TIDEWAY-482")
                                        : List.of("TIDEWAY-481", "TIDEWAY-482")));
    }
}
