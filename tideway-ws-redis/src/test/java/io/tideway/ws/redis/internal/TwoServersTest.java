package io.tideway.ws.redis.internal;

import static io.tideway.ws.redis.internal.Eventually.eventually;
import static io.tideway.ws.redis.internal.StartedBroker.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Cluster;
import io.tideway.ws.Target;
import io.tideway.ws.junit.TestConnection;
import io.tideway.ws.spi.Channel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** Two servers in one process, connected by a Redis. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class TwoServersTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

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
        if (servers != null) {
            servers.close();
        }
    }

    /** Waits until both servers are subscribed to a room, which follows a first member's join. */
    private void awaitInterest(String room) {
        String channel = new RedisNames("tideway").channel(Channel.room(room));
        eventually(() -> redis.cli("pubsub", "numsub", channel).endsWith("2")
                || redis.cli("pubsub", "shardnumsub", channel).endsWith("2"));
    }

    @Test
    void broadcastsReachTheClientsOfBothServersOnceAndInOrder() {
        TestConnection near = one.join("lobby");
        TestConnection far = two.join("lobby");
        awaitInterest("lobby");
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            one.manager.room("lobby").broadcastText("room" + i);
            one.manager.broadcastText("all" + i);
            expected.addAll(List.of("room" + i, "all" + i));
        }
        assertThat(near.nextTexts(400)).isEqualTo(expected);
        assertThat(far.nextTexts(400)).isEqualTo(expected);
    }

    @Test
    void aLogHasOneOrderOnBothServers() {
        TestConnection near = one.join("board");
        TestConnection far = two.join("board");
        awaitInterest("board");
        for (int i = 0; i < 200; i++) {
            one.manager.room("board").broadcastText("one" + i);
            two.manager.room("board").broadcastText("two" + i);
        }
        List<String> seen = near.nextTexts(400);
        assertThat(far.nextTexts(400)).isEqualTo(seen);
        assertThat(seen).doesNotHaveDuplicates();
    }

    @Test
    void whoComesBackToTheOtherServerGetsWhatItMissed() {
        TestConnection first = one.client.connect("/rooms/board?since=");
        String position = first.nextText().split(" ")[1];
        first.close();
        one.manager.room("board").broadcastText("missed");
        result(one.manager.room("board").position()); // behind the append
        TestConnection back = two.client.connect("/rooms/board?since=" + position);
        assertThat(back.nextText()).isEqualTo("missed");
        assertThat(back.nextText()).startsWith("true ");
        one.manager.room("board").broadcastText("live");
        assertThat(back.nextText()).isEqualTo("live");
    }

    @Test
    void usersConnectionsAndPresenceAreKnownOnBothServers() {
        TestConnection far = two.client.connect("/rooms/board?user=ann");
        far.nextText();
        eventually(() -> result(one.manager.cluster().isOnline("ann")));
        eventually(() -> result(one.manager.cluster().connectionCount()) == 1);
        eventually(() -> result(one.manager.room("board").presence()).members().size() == 1);
        eventually(() -> {
            one.manager.to(Target.user("ann")).broadcastText("hello");
            return far.nextText().equals("hello");
        });
        one.manager.to(Target.user("ann")).close(CloseFrame.NORMAL);
        assertThat(far.closeCode()).isEqualTo(1000);
        eventually(() -> result(one.manager.room("board").presence()).members().isEmpty());
    }

    @Test
    void anOutageOfRedisLeavesLocalTrafficAloneAndEndsSoon() {
        TestConnection near = one.join("lobby");
        TestConnection far = two.join("lobby");
        awaitInterest("lobby");
        redis.kill();
        eventually(() -> one.manager.cluster().state() == Cluster.State.DISCONNECTED);
        one.manager.room("lobby").broadcastText("local");
        assertThat(near.nextText()).isEqualTo("local");
        redis.start();
        await().atMost(PATIENCE)
                .until(() -> one.manager.cluster().state() == Cluster.State.CONNECTED
                        && two.manager.cluster().state() == Cluster.State.CONNECTED);
        one.manager.room("lobby").broadcastText("again");
        assertThat(near.nextText()).isEqualTo("again");
        // What was published as the outage began waits for Redis, and arrives where that comes back soon.
        assertThat(far.nextTextsUntil("again"::equals)).isSubsetOf("local", "again");
        eventually(() -> TwoServers.nodes(two) == 2);
    }

    @Test
    void aRedisThatHasLostItsLogsIsToldAsNotRecoveredOnce() {
        TestConnection first = one.client.connect("/rooms/board?since=");
        String position = first.nextText().split(" ")[1];
        one.manager.room("board").broadcastText("kept");
        assertThat(first.nextText()).isEqualTo("kept");
        first.close();
        redis.kill();
        eventually(() -> one.manager.cluster().state() == Cluster.State.DISCONNECTED);
        redis.start();
        eventually(() -> one.manager.cluster().state() == Cluster.State.CONNECTED);
        TestConnection back = one.client.connect("/rooms/board?since=" + position);
        String[] answer = back.nextText().split(" ");
        assertThat(answer[0]).isEqualTo("false");
        back.close();
        assertThat(one.client.connect("/rooms/board?since=" + answer[1]).nextText())
                .startsWith("true ");
    }

    @Test
    void aLiveClientWhoseLogIsLostIsSentAwayAndToldNotRecoveredOnce() {
        TestConnection live = one.client.connect("/rooms/board?since=");
        String position = live.nextText().split(" ")[1];
        one.manager.room("board").broadcastText("kept");
        assertThat(live.nextText()).isEqualTo("kept");
        redis.shutdown();
        eventually(() -> one.manager.cluster().state() == Cluster.State.DISCONNECTED);
        redis.start();
        assertThat(live.closeFrame()).isEqualTo(new CloseFrame(1013, "history lost"));
        TestConnection back = two.client.connect("/rooms/board?since=" + position);
        String[] answer = back.nextText().split(" ");
        assertThat(answer[0]).isEqualTo("false");
        one.manager.room("board").broadcastText("new");
        assertThat(back.nextText()).isEqualTo("new");
        assertThat(one.client.connect("/rooms/board?since=" + answer[1]).nextText())
                .isEqualTo("new");
    }

    @Test
    void aServerThatStopsIsNotListedAndItsClientsAreNotPresentAnyLonger() {
        two.join("board");
        eventually(() -> result(one.manager.room("board").presence()).members().size() == 1);
        two.server.close();
        assertThat(TwoServers.nodes(one)).isEqualTo(1);
        assertThat(result(one.manager.room("board").presence()).members()).isEmpty();
    }
}
