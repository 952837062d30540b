package io.tideway.ws.redis.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tideway.ws.HistoryQuery;
import io.tideway.ws.Message;
import io.tideway.ws.RoomPosition;
import io.tideway.ws.junit.TestConnection;
import io.tideway.ws.spi.Channel;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/**
 * Three servers and 100 rooms: all members that stay get all messages, once each, while others join and leave.
 *
 * <p>Half of the rooms keep a log. Of these, some have no member that stays on the third server, so that it subscribes
 * and unsubscribes all the time.
 */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class ThreeServersTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int ROOMS = 100;
    private static final int LOGGED = 50;
    private static final int LEFT_BY_THE_THIRD = 25;
    private static final int MESSAGES = 30; // from each server to each room

    private final HttpClient http = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Application> servers = new ArrayList<>();
    private final Map<String, List<CountingClient>> staying = new HashMap<>();
    private RedisServer redis;
    private volatile boolean over;

    /** Collects what one client has got of a room between its join and its leave. */
    private record Visit(String room, RoomPosition joined, List<String> texts) {}

    @BeforeEach
    void start() {
        redis = RedisServer.started();
        for (int i = 0; i < 3; i++) {
            servers.add(Application.startedWith(RedisSettings.URI + "=" + redis.uri()));
        }
        await().atMost(PATIENCE).until(() -> servers.stream().allMatch(Application::isConnected));
    }

    @AfterEach
    void stop() {
        over = true;
        threads.shutdownNow();
        servers.forEach(Application::close);
        if (redis != null) {
            redis.close();
        }
    }

    private static String room(int number) {
        return (number < LOGGED ? "log" : "room") + number;
    }

    private static boolean isLeftByTheThird(int room) {
        return room < LEFT_BY_THE_THIRD;
    }

    private void joinThoseWhoStay() {
        for (int room = 0; room < ROOMS; room++) {
            List<CountingClient> clients = new ArrayList<>();
            for (Application server : isLeftByTheThird(room) ? servers.subList(0, 2) : servers) {
                clients.add(CountingClient.connected(http, server.server.uri("/rooms/" + room(room)), text -> {}));
            }
            staying.put(room(room), clients);
        }
        RedisNames names = new RedisNames("tideway");
        await().atMost(PATIENCE)
                .until(() -> IntStream.range(0, ROOMS).allMatch(room -> {
                    String channel = names.channel(Channel.room(room(room)));
                    String nodes = "" + staying.get(room(room)).size();
                    return redis.cli("pubsub", "numsub", channel).endsWith(nodes)
                            || redis.cli("pubsub", "shardnumsub", channel).endsWith(nodes);
                }));
    }

    /** Joins rooms and leaves them, until everything has been published. */
    private List<Visit> visit(int seed) {
        List<Visit> visits = new ArrayList<>();
        Random random = new Random(seed);
        while (!over) {
            int number = random.nextInt(ROOMS);
            Application server = isLeftByTheThird(number) ? servers.get(2) : servers.get(random.nextInt(3));
            if (number >= LOGGED) {
                server.join(room(number)).close();
                continue;
            }
            try (TestConnection connection = server.client.connect("/rooms/" + room(number) + "?since=")) {
                RoomPosition joined = RoomPosition.parse(connection.nextText().split(" ")[1]);
                List<String> texts = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    next(connection).ifPresent(texts::add);
                }
                visits.add(new Visit(room(number), joined, texts));
            }
        }
        return visits;
    }

    /** Waits for a text; empty once everything has been published. */
    private Optional<String> next(TestConnection connection) {
        while (!over) {
            try {
                return Optional.of(connection.nextText(Duration.ofSeconds(1)));
            } catch (AssertionError notYet) {
                assertThat(connection.isOpen()).isTrue();
            }
        }
        return Optional.empty();
    }

    private void publish(int server) {
        for (int i = 0; i < MESSAGES; i++) {
            for (int room = 0; room < ROOMS; room++) {
                servers.get(server).manager.room(room(room)).broadcastText(server + "-" + i);
                LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(300));
            }
        }
    }

    private List<String> log(String room) {
        return StartedBroker.result(servers.get(0)
                        .manager
                        .room(room)
                        .history(HistoryQuery.since(RoomPosition.NONE).limit(1000)))
                .publications()
                .stream()
                .map(publication -> ((Message.Text) publication.message()).text())
                .toList();
    }

    @Test
    void whoStaysGetsEveryMessageOnceAndWhoVisitsGetsThoseInBetween() throws Exception {
        joinThoseWhoStay();
        List<CompletableFuture<List<Visit>>> visitors = IntStream.range(0, 3)
                .mapToObj(seed -> CompletableFuture.supplyAsync(() -> visit(seed), threads))
                .toList();
        List<CompletableFuture<Void>> publishers = IntStream.range(0, 3)
                .mapToObj(server -> CompletableFuture.runAsync(() -> publish(server), threads))
                .toList();
        for (CompletableFuture<Void> publisher : publishers) {
            publisher.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
        List<CountingClient> all =
                staying.values().stream().flatMap(List::stream).toList();
        await().atMost(PATIENCE).until(() -> all.stream().allMatch(client -> client.count() >= 3 * MESSAGES));
        over = true;
        List<Visit> visits = Collections.synchronizedList(new ArrayList<>());
        for (CompletableFuture<List<Visit>> visitor : visitors) {
            visits.addAll(visitor.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        }
        assertThat(all.stream().map(CountingClient::count)).containsOnly(3 * MESSAGES);
        for (int room = 0; room < LOGGED; room++) {
            assertThat(staying.get(room(room)).stream().map(CountingClient::sum).distinct())
                    .as("one order in %s", room(room))
                    .hasSize(1);
        }
        assertThat(visits).hasSizeGreaterThan(10);
        Map<String, List<String>> logs = new HashMap<>();
        visits.forEach(visit -> logs.computeIfAbsent(visit.room(), this::log));
        for (Visit visit : visits) {
            int from = (int) visit.joined().offset();
            assertThat(visit.texts())
                    .as("%s from %d", visit.room(), from)
                    .isEqualTo(logs.get(visit.room())
                            .subList(from, from + visit.texts().size()));
        }
        assertThat(servers.stream().map(server -> server.manager.metrics().brokerFailures()))
                .containsOnly(0L);
    }
}
