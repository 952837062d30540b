package io.tideway.ws.redis.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tideway.ws.BroadcastResult;
import io.tideway.ws.junit.TestConnection;
import io.tideway.ws.spi.Channel;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two whole servers while Redis, or the way of one of them to it, fails. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class TwoServersFaultsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration SOON = Duration.ofSeconds(5);

    private final HttpClient http = HttpClient.newHttpClient();
    private final LoggedLines lines = new LoggedLines("TIDEWAY-481", "TIDEWAY-482");
    private RedisServer redis;
    private TcpProxy proxy;
    private Application here;
    private Application there;

    /** Is a fault that leaves the first server without Redis, and maybe the second one too. */
    private enum Fault {
        STOPPED {
            @Override
            void begin(TwoServersFaultsTest test) {
                test.redis.shutdown();
            }

            @Override
            void end(TwoServersFaultsTest test) {
                test.redis.start();
            }
        },
        FROZEN {
            @Override
            void begin(TwoServersFaultsTest test) {
                test.redis.pause();
            }

            @Override
            void end(TwoServersFaultsTest test) {
                test.redis.resume();
            }
        },
        CLIENTS_PAUSED {
            @Override
            void begin(TwoServersFaultsTest test) {
                test.redis.cli("client", "pause", "4000", "ALL");
            }

            @Override
            void end(TwoServersFaultsTest test) {
                test.redis.cli("ping"); // answered when the pause is over
            }
        },
        ASLEEP {
            @Override
            void begin(TwoServersFaultsTest test) {
                test.redis.cliLater("debug", "sleep", "4");
            }

            @Override
            void end(TwoServersFaultsTest test) {
                test.redis.cli("ping"); // answered when it wakes up
            }
        },
        PARTITIONED {
            @Override
            void begin(TwoServersFaultsTest test) {
                test.proxy.partition();
            }

            @Override
            void end(TwoServersFaultsTest test) {
                test.proxy.heal();
            }
        };

        abstract void begin(TwoServersFaultsTest test);

        abstract void end(TwoServersFaultsTest test);

        boolean concernsBoth() {
            return this != PARTITIONED;
        }
    }

    @BeforeEach
    void start() {
        redis = RedisServer.started("--enable-debug-command", "yes");
        proxy = TcpProxy.to(redis);
        here = server(proxy.uri(), "500ms");
        there = server(redis.uri(), "500ms");
        await().atMost(PATIENCE).until(() -> here.isConnected() && there.isConnected());
    }

    private static Application server(String uri, String commandTimeout) {
        return Application.startedWith(
                RedisSettings.URI + "=" + uri,
                RedisSettings.COMMAND_TIMEOUT + "=" + commandTimeout,
                "tideway.ws.cluster.time-to-live=3s");
    }

    @AfterEach
    void stop() {
        lines.close();
        if (redis == null) {
            return;
        }
        proxy.close();
        redis.resume();
        here.close();
        there.close();
        redis.close();
    }

    private void awaitInterest(String room, int nodes) {
        String channel = new Names("tideway").channel(Channel.room(room));
        await().atMost(PATIENCE)
                .until(() -> redis.cli("pubsub", "numsub", channel).endsWith("" + nodes)
                        || redis.cli("pubsub", "shardnumsub", channel).endsWith("" + nodes));
    }

    private int present(Application asked) {
        return StartedBroker.result(asked.manager.room("board").presence())
                .members()
                .size();
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void localTrafficGoesOnAndEverythingElseComesBackWithinFiveSeconds(Fault fault) {
        AtomicLong slowest = new AtomicLong();
        CountingClient near = CountingClient.connected(
                http,
                here.server.uri("/rooms/lobby"),
                text -> slowest.accumulateAndGet(System.nanoTime() - Long.parseLong(text), Math::max));
        TestConnection far = there.join("lobby");
        TestConnection member = here.join("board");
        awaitInterest("lobby", 2);
        await().atMost(PATIENCE).until(() -> near.count() == 0 && present(there) == 1);

        fault.begin(this);
        int sent = 0;
        BroadcastResult last = BroadcastResult.NONE;
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(3);
        while (System.nanoTime() - end < 0) {
            last = here.manager.room("lobby").broadcastText("" + System.nanoTime());
            sent++;
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
        int all = sent;
        await().atMost(PATIENCE).until(() -> near.count() >= all);
        assertThat(near.count()).isEqualTo(all);
        assertThat(Duration.ofNanos(slowest.get())).isLessThan(Duration.ofSeconds(2));
        assertThat(last).isEqualTo(new BroadcastResult(1, 1, 0, 0, 0, 0, true));
        assertThat(here.manager.room("board").broadcastText("lost"))
                .isEqualTo(new BroadcastResult(1, 0, 1, 0, 0, 0, true));
        assertThat(here.manager.metrics().brokerConnected()).isZero();
        assertThat(here.manager.metrics().brokerFailures()).isPositive();

        fault.end(this);
        long back = System.nanoTime();
        await().atMost(PATIENCE).until(() -> here.isConnected() && there.isConnected());
        here.manager.room("lobby").broadcastText("again");
        far.nextTextsUntil("again"::equals);
        assertThat(Duration.ofNanos(System.nanoTime() - back)).isLessThan(SOON);
        await().atMost(PATIENCE).until(() -> present(here) == 1 && present(there) == 1);
        here.manager.room("board").broadcastText("kept");
        assertThat(member.nextText()).isEqualTo("kept");

        assertThat(here.manager.metrics().brokerOutages()).isEqualTo(1);
        assertThat(here.manager.metrics().brokerConnected()).isEqualTo(1);
        assertThat(lines.ids())
                .containsExactlyInAnyOrderElementsOf(
                        fault.concernsBoth()
                                ? List.of("TIDEWAY-481", "TIDEWAY-481", "TIDEWAY-482", "TIDEWAY-482")
                                : List.of("TIDEWAY-481", "TIDEWAY-482"));
    }

    @Test
    void whatAServerMissesWhileItIsCutOffIsReadFromTheLog() {
        TestConnection member = here.client.connect("/rooms/log?since=");
        member.nextText();
        awaitInterest("log", 1);
        List<String> expected = new ArrayList<>();
        for (int cut = 0; cut < 3; cut++) {
            proxy.partition();
            int outages = cut + 1;
            await().atMost(PATIENCE).until(() -> here.manager.metrics().brokerOutages() == outages);
            String during = "during" + cut + "-";
            IntStream.range(0, 20).mapToObj(i -> during + i).forEach(expected::add);
            expected.subList(expected.size() - 20, expected.size()).forEach(there.manager.room("log")::broadcastText);
            proxy.heal();
            await().atMost(PATIENCE).until(here::isConnected);
            there.manager.room("log").broadcastText("after" + cut);
            expected.add("after" + cut);
        }
        assertThat(member.nextTexts(expected.size())).isEqualTo(expected);
        assertThat(here.manager.metrics().publicationsMissed()).isZero();
    }

    @Test
    void connectionsThatAreCutAgainAndAgainCostALogNothing() {
        TestConnection member = here.client.connect("/rooms/log?since=");
        member.nextText();
        awaitInterest("log", 1);
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            if (i % 50 == 25) {
                proxy.cut();
            }
            there.manager.room("log").broadcastText("m" + i);
            expected.add("m" + i);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
        assertThat(member.nextTexts(expected.size())).isEqualTo(expected);
    }

    @Test
    void whatAHalfOpenConnectionLosesIsReadFromTheLog() {
        TestConnection member = here.client.connect("/rooms/log?since=");
        member.nextText();
        awaitInterest("log", 1);
        proxy.halfOpen();
        List<String> expected = IntStream.range(0, 20).mapToObj(i -> "m" + i).toList();
        expected.forEach(there.manager.room("log")::broadcastText);
        assertThat(member.nextTexts(expected.size())).isEqualTo(expected);
        assertThat(here.manager.metrics().brokerOutages()).isEqualTo(1);
    }

    @Test
    void aSlowWayToRedisSlowsRemoteTrafficOnly() {
        here.close();
        here = server(proxy.uri(), "30s");
        TestConnection near = here.join("lobby");
        TestConnection far = there.join("lobby");
        awaitInterest("lobby", 2);
        proxy.delay(Duration.ofSeconds(3));
        long begin = System.nanoTime();
        here.manager.room("lobby").broadcastText("x");
        assertThat(near.nextText()).isEqualTo("x");
        Duration local = Duration.ofNanos(System.nanoTime() - begin);
        assertThat(far.nextText()).isEqualTo("x");
        Duration remote = Duration.ofNanos(System.nanoTime() - begin);
        proxy.delay(Duration.ZERO);
        assertThat(local).isLessThan(Duration.ofSeconds(2));
        assertThat(remote).isGreaterThan(Duration.ofSeconds(2));
        assertThat(lines.ids()).isEmpty();
    }

    @Test
    void aRedisWithoutMemoryKeepsPlainTrafficAndTellsWhatItRefuses() {
        TestConnection near = here.join("lobby");
        TestConnection far = there.join("lobby");
        TestConnection member = there.join("board");
        awaitInterest("lobby", 2);
        awaitInterest("board", 1);
        redis.cli("config", "set", "maxmemory", "1");
        here.manager.room("board").broadcastText("refused");
        await().atMost(PATIENCE).until(() -> here.manager.metrics().brokerFailures() > 0);
        here.manager.room("lobby").broadcastText("x");
        assertThat(near.nextText()).isEqualTo("x");
        assertThat(far.nextText()).isEqualTo("x");
        await().atMost(PATIENCE).until(() -> present(there) == 0); // its entries could not be refreshed
        assertThat(here.isConnected() && there.isConnected()).isTrue();

        redis.cli("config", "set", "maxmemory", "0");
        here.manager.room("board").broadcastText("kept");
        assertThat(member.nextText()).isEqualTo("kept");
        await().atMost(PATIENCE).until(() -> present(there) == 1);
        assertThat(lines.ids()).isEmpty();
    }
}
