package io.tideway.ws.redis.internal;

import static io.tideway.ws.redis.internal.Eventually.eventually;
import static io.tideway.ws.redis.internal.StartedBroker.result;
import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.junit.TestConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** What happens to a node in a process of its own, while another one goes on. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no signals there")
@Tag("long")
class SeparateProcessesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final String TIME_TO_LIVE = "tideway.ws.cluster.time-to-live";

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private RedisServer redis;
    private NodeProcess doomed;
    private Application here;

    @BeforeEach
    void start() {
        redis = RedisServer.started();
        System.setProperty(RedisSettings.URI, redis.uri());
        System.setProperty(TIME_TO_LIVE, "3s");
        here = Application.started();
        doomed = startNode();
        eventually(() -> nodes() == 2);
    }

    private NodeProcess startNode() {
        return NodeProcess.started(RedisSettings.URI + "=" + redis.uri(), TIME_TO_LIVE + "=3s");
    }

    @AfterEach
    void stop() {
        System.clearProperty(RedisSettings.URI);
        System.clearProperty(TIME_TO_LIVE);
        threads.shutdownNow();
        if (doomed != null) {
            doomed.close();
        }
        if (here != null) {
            here.close();
        }
        if (redis != null) {
            redis.close();
        }
    }

    private int nodes() {
        return result(here.manager.cluster().nodes()).size();
    }

    private int membersOfBoard() {
        return result(here.manager.room("board").presence()).members().size();
    }

    @Test
    void clientsOfANodeThatIsKilledUnderLoadRecoverEveryMessageOnceFromTheOther() throws Exception {
        List<ReturningClient> clients = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            clients.add(new ReturningClient(doomed.client, here.client, "board"));
            clients.add(new ReturningClient(here.client, here.client, "board"));
        }
        killUnderLoad(clients);
        eventually(() -> nodes() == 1 && membersOfBoard() == clients.size());
    }

    @Test
    void clientsOfAThirdNodeGetEveryMessageOnceWhileOneIsKilled() throws Exception {
        try (NodeProcess third = startNode()) {
            eventually(() -> nodes() == 3);
            List<ReturningClient> clients = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                clients.add(new ReturningClient(doomed.client, third.client, "board"));
                clients.add(new ReturningClient(doomed.client, here.client, "board"));
                clients.add(new ReturningClient(third.client, third.client, "board"));
                clients.add(new ReturningClient(here.client, here.client, "board"));
            }
            killUnderLoad(clients);
            eventually(() -> nodes() == 2 && membersOfBoard() == clients.size());
        }
    }

    /** Publishes messages, kills the node after a third of them, and has each client get them all in their order. */
    private void killUnderLoad(List<ReturningClient> clients) throws Exception {
        int messages = 1500;
        List<CompletableFuture<List<String>>> readings =
                clients.stream().map(this::read).toList();
        for (int i = 0; i < messages; i++) {
            here.manager.room("board").broadcastText("m" + i);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
            if (i == messages / 3) {
                doomed.kill();
            }
        }
        here.manager.room("board").broadcastText("end");
        List<String> all = IntStream.range(0, messages).mapToObj(i -> "m" + i).toList();
        for (CompletableFuture<List<String>> reading : readings) {
            assertThat(reading.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(all);
        }
    }

    private CompletableFuture<List<String>> read(ReturningClient client) {
        return CompletableFuture.supplyAsync(() -> client.readUntil("end", "board"), threads);
    }

    @Test
    void aNodeThatStandsStillBeyondItsTimeToLiveCatchesUpAndIsListedAgain() {
        TestConnection far = doomed.client.connect("/rooms/board?since=");
        far.nextText();
        eventually(() -> membersOfBoard() == 1);
        doomed.pause();
        eventually(() -> nodes() == 1 && membersOfBoard() == 0);
        List<String> missed = IntStream.range(0, 10).mapToObj(i -> "m" + i).toList();
        missed.forEach(here.manager.room("board")::broadcastText);
        doomed.resume();
        assertThat(far.nextTexts(10)).isEqualTo(missed);
        eventually(() -> nodes() == 2 && membersOfBoard() == 1);
        here.manager.room("board").broadcastText("live");
        assertThat(far.nextText()).isEqualTo("live");
    }
}
