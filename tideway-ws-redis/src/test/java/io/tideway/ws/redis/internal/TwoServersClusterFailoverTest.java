package io.tideway.ws.redis.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.junit.TestConnection;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** Two whole servers with a Redis Cluster, whose replica becomes the master after a crash. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
@Tag("long")
class TwoServersClusterFailoverTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Integer> near = new CopyOnWriteArrayList<>();
    private final List<Integer> far = new CopyOnWriteArrayList<>();
    private RedisCluster redis;
    private Application here;
    private Application there;
    private final AtomicInteger published = new AtomicInteger();
    private volatile boolean publishingEnds;
    private Thread publisher = new Thread(() -> {});

    @BeforeEach
    void start() {
        redis = RedisCluster.startedWithReplica();
        here = server();
        there = server();
        await().atMost(PATIENCE).until(this::areConnected);
    }

    private Application server() {
        return Application.startedWith(
                RedisSettings.URI + "=" + redis.server(1).uri(), RedisSettings.COMMAND_TIMEOUT + "=500ms");
    }

    private boolean areConnected() {
        return here.isConnected() && there.isConnected();
    }

    @AfterEach
    void stop() {
        try {
            endPublishing();
        } finally {
            if (here != null) {
                here.close();
            }
            if (there != null) {
                there.close();
            }
            if (redis != null) {
                redis.close();
            }
        }
    }

    @Test
    void thePromotedReplicaTakesOverTheRoomsOfItsMaster() {
        String lobby = redis.roomOf(0, "lobby");
        String log = redis.roomOf(0, "log");
        CountingClient nearby = CountingClient.connected(
                http, here.server.uri("/rooms/" + lobby), text -> near.add(Integer.valueOf(text)));
        CountingClient distant = CountingClient.connected(
                http, there.server.uri("/rooms/" + lobby), text -> far.add(Integer.valueOf(text)));
        await().atMost(PATIENCE).until(() -> nearby.count() == 0 && distant.count() == 0);
        TestConnection member = there.client.connect("/rooms/" + log + "?since=");
        String position = member.nextText().split(" ")[1];
        publisher = new Thread(() -> publish(lobby));
        publisher.start();
        awaitOneFromNowOn();

        redis.failOver();
        await().atMost(PATIENCE).until(this::areConnected);
        awaitOneFromNowOn();
        endPublishing();

        await().atMost(PATIENCE).until(() -> near.size() == published.get());
        assertThat(near).isEqualTo(IntStream.range(0, published.get()).boxed().toList());
        assertThat(far).doesNotHaveDuplicates().isSortedAccordingTo(Comparator.naturalOrder());

        assertThat(member.closeFrame(PATIENCE)).isEqualTo(new CloseFrame(1013, "history lost"));
        TestConnection back = here.client.connect("/rooms/" + log + "?since=" + position);
        String[] answer = back.nextText().split(" ");
        assertThat(answer[0]).isEqualTo("false");
        there.manager.room(log).broadcastText("new");
        assertThat(back.nextText()).isEqualTo("new");
        TestConnection again = there.client.connect("/rooms/" + log + "?since=" + answer[1]);
        assertThat(again.nextTexts(2)).contains("new").anyMatch(text -> text.startsWith("true "));
    }

    private void publish(String room) {
        while (!publishingEnds) {
            here.manager.room(room).broadcastText("" + published.getAndIncrement());
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    /** Waits until the other server has something that is published from now on. */
    private void awaitOneFromNowOn() {
        int first = published.get();
        await().atMost(PATIENCE).until(() -> !far.isEmpty() && far.get(far.size() - 1) > first);
    }

    private void endPublishing() {
        publishingEnds = true;
        await().atMost(PATIENCE).until(() -> !publisher.isAlive());
    }
}
