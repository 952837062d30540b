package io.tideway.ws.redis.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/**
 * Two servers under load, in one process.
 *
 * <p>The system property {@code tideway.stress.seconds} says how much: from 60 on Redis is down for 30 seconds, and
 * 1,000 clients get 10,000 broadcasts.
 */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
@Tag("timed")
class StressTest {
    private static final boolean LONG = Integer.getInteger("tideway.stress.seconds", 10) >= 60;
    private static final Duration OUTAGE = Duration.ofSeconds(LONG ? 30 : 4);
    private static final int CLIENTS = LONG ? 500 : 50; // of each server
    private static final int BROADCASTS = LONG ? 10_000 : 1000;
    private static final int MOST_AHEAD = 400; // of the slowest client, whose queue holds 1,000
    private static final Duration LATE = Duration.ofSeconds(1);
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final HttpClient http = HttpClient.newHttpClient();
    private final RunningTime time = RunningTime.started();
    private TwoServers servers;
    private RedisServer redis;
    private Application one;
    private Application two;

    @BeforeEach
    void start() {
        servers = TwoServers.started();
        redis = servers.redis;
        one = servers.one;
        two = servers.two;
    }

    @AfterEach
    void stop() {
        time.close();
        if (servers != null) {
            servers.close();
        }
    }

    @Test
    void everyClientOfBothServersGetsEveryBroadcastOnceInOneOrder() {
        List<CountingClient> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(CountingClient.connected(http, one.server.uri("/rooms/board"), text -> {}));
            clients.add(CountingClient.connected(http, two.server.uri("/rooms/board"), text -> {}));
        }
        // The first one arrives everywhere once both servers are subscribed, since the log has it.
        await().atMost(PATIENCE).until(() -> least(clients) >= 0);
        for (int i = 0; i < BROADCASTS; i++) {
            (i % 2 == 0 ? one : two).manager.room("board").broadcastText("message " + i);
            while (least(clients) < i - MOST_AHEAD) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
            }
        }
        await().atMost(PATIENCE).until(() -> least(clients) >= BROADCASTS);
        assertThat(clients.stream().map(CountingClient::count)).containsOnly(BROADCASTS);
        assertThat(clients.stream().map(CountingClient::sum).distinct()).hasSize(1);
    }

    private static int least(List<CountingClient> clients) {
        return clients.stream().mapToInt(CountingClient::count).min().orElseThrow();
    }

    @Test
    void localTrafficIsCompleteAndOnTimeWhileRedisIsDownAndRemoteTrafficComesBack() {
        List<String> received = Collections.synchronizedList(new ArrayList<>());
        AtomicLong slowest = new AtomicLong();
        CountingClient near = CountingClient.connected(http, one.server.uri("/rooms/lobby"), text -> {
            String[] parts = text.split(" ");
            received.add(parts[0]);
            slowest.accumulateAndGet(time.nanos() - Long.parseLong(parts[1]), Math::max);
        });
        AtomicLong latestFar = new AtomicLong(-1);
        CountingClient far = CountingClient.connected(
                http, two.server.uri("/rooms/lobby"), text -> latestFar.set(Long.parseLong(text.split(" ")[0])));
        await().atMost(PATIENCE).until(() -> near.count() == 0 && far.count() == 0);
        redis.kill();
        int published = 0;
        long end = time.nanos() + OUTAGE.toNanos();
        while (time.nanos() < end) {
            publish(published++);
        }
        await().atMost(PATIENCE).until(() -> one.manager.metrics().brokerFailures() > 0);
        redis.start();
        long back = time.nanos();
        int firstAfter = published;
        while (latestFar.get() < firstAfter) {
            publish(published++);
            assertThat(Duration.ofNanos(time.nanos() - back)).isLessThan(SOON);
        }
        int all = published;
        await().atMost(PATIENCE).until(() -> near.count() >= all);
        assertThat(received)
                .isEqualTo(IntStream.range(0, all).mapToObj(String::valueOf).toList());
        assertThat(Duration.ofNanos(slowest.get())).isLessThan(LATE);
    }

    private void publish(int number) {
        one.manager.room("lobby").broadcastText(number + " " + time.nanos());
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
}
