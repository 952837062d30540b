package io.tideway.ws.redis.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tideway.ws.Connection;
import io.tideway.ws.RoomPosition;
import io.tideway.ws.junit.TestConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** Shows by Redis' own counters that many clients which come back at once have a room's log read a few times only. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class SharedReadsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CLIENTS = 500;
    private static final int MISSED = 100;
    private static final int MOST_READS = 10; // two for the joins, in two parts each, and what the room looks for

    private RedisServer redis;
    private Application node;

    @BeforeEach
    void start() {
        redis = RedisServer.started();
        node = Application.startedWith(
                RedisSettings.URI + "=" + redis.uri(),
                RedisSettings.COMMAND_TIMEOUT + "=" + PATIENCE.toSeconds() + "s");
        await().atMost(PATIENCE).until(node::isConnected);
    }

    @AfterEach
    void stop() {
        if (node != null) {
            node.close();
        }
        if (redis != null) {
            redis.close();
        }
    }

    private long readsOfLogs() {
        return redis.cli("info", "commandstats")
                .lines()
                .filter(line -> line.startsWith("cmdstat_xrange:calls="))
                .mapToLong(line -> Long.parseLong(line.split("[=,]")[1]))
                .sum();
    }

    private RoomPosition position() {
        return StartedBroker.result(node.manager.room("log").position());
    }

    @Test
    void fiveHundredClientsAtOnceShareTheReadsOfALog() {
        List<TestConnection> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(node.join("lobby"));
        }
        RoomPosition seen = position();
        List<String> missed =
                IntStream.range(0, MISSED).mapToObj(i -> "missed " + i).toList();
        missed.forEach(node.manager.room("log")::broadcastText);
        await().atMost(PATIENCE).until(() -> position().offset() == seen.offset() + MISSED);
        long before = readsOfLogs();
        redis.pause(); // so that all of them join before the first read is answered
        for (Connection connection : node.manager.room("lobby").connections()) {
            connection.joinRoom("log", seen);
        }
        redis.resume();
        for (TestConnection client : clients) {
            assertThat(client.nextTexts(MISSED)).isEqualTo(missed);
        }
        assertThat(readsOfLogs() - before).isBetween(1L, (long) MOST_READS);
    }
}
